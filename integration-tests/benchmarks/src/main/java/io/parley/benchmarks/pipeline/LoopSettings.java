package io.parley.benchmarks.pipeline;

import io.parley.cli.StackState;
import java.util.List;

/** The settings of the process of hand-written loops, passed as its arguments. */
record LoopSettings(
    String prefix,
    String bootstrapServers,
    String registryUrl,
    String cqlHost,
    int cqlPort,
    String localDatacenter) {

  static LoopSettings of(String prefix, StackState stack) {
    return new LoopSettings(
        prefix,
        stack.bootstrapServers(),
        stack.registryUrl(),
        stack.cqlHost(),
        stack.cqlPort(),
        stack.localDatacenter());
  }

  static LoopSettings parse(String[] arguments) {
    return new LoopSettings(
        arguments[0],
        arguments[1],
        arguments[2],
        arguments[3],
        Integer.parseInt(arguments[4]),
        arguments[5]);
  }

  List<String> arguments() {
    return List.of(
        prefix, bootstrapServers, registryUrl, cqlHost, Integer.toString(cqlPort), localDatacenter);
  }

  /** The name on the broker of a topic of the catalogue. */
  String topic(String catalogueName) {
    return prefix + catalogueName;
  }
}
