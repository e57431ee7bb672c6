package io.parley.benchmarks.bare;

import io.parley.cli.StackState;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a process of bare loops, passed as its arguments.
 *
 * @param prefix text before the names of all topics
 * @param commitMillis the time between the commits of each part; a part that is absent has no loops
 * @param threads loops of each part, which share the partitions
 * @param fromBeginning whether the loops begin with the oldest record, and not at the end
 */
public record BareSettings(
    String prefix,
    String bootstrapServers,
    String registryUrl,
    String cqlHost,
    int cqlPort,
    String localDatacenter,
    Map<Part, Long> commitMillis,
    int threads,
    boolean fromBeginning) {

  /** The parts of the pipeline; each does what one job does. */
  public enum Part {
    INGEST,
    ROUTING,
    RECEIPTS
  }

  /** One loop for each part, which begins where the topics end. */
  public static BareSettings pipeline(StackState stack, Map<Part, Long> commitMillis) {
    return of("", stack, commitMillis, 1, false);
  }

  /** Loops that do the work of ingest alone, from the beginning of the topics with a prefix. */
  public static BareSettings ingest(String prefix, StackState stack, int threads) {
    return of(prefix, stack, Map.of(Part.INGEST, 1_000L), threads, true);
  }

  private static BareSettings of(
      String prefix,
      StackState stack,
      Map<Part, Long> commitMillis,
      int threads,
      boolean fromBeginning) {
    return new BareSettings(
        prefix,
        stack.bootstrapServers(),
        stack.registryUrl(),
        stack.cqlHost(),
        stack.cqlPort(),
        stack.localDatacenter(),
        commitMillis,
        threads,
        fromBeginning);
  }

  static BareSettings parse(String[] arguments) {
    Map<Part, Long> commitMillis = new EnumMap<>(Part.class);
    for (String part : Arrays.asList(arguments[6].split(",", -1))) {
      List<String> pair = List.of(part.split("=", -1));
      commitMillis.put(Part.valueOf(pair.get(0)), Long.parseLong(pair.get(1)));
    }
    return new BareSettings(
        arguments[0],
        arguments[1],
        arguments[2],
        arguments[3],
        Integer.parseInt(arguments[4]),
        arguments[5],
        commitMillis,
        Integer.parseInt(arguments[7]),
        Boolean.parseBoolean(arguments[8]));
  }

  List<String> arguments() {
    return List.of(
        prefix,
        bootstrapServers,
        registryUrl,
        cqlHost,
        Integer.toString(cqlPort),
        localDatacenter,
        commitMillis.entrySet().stream()
            .map(part -> part.getKey() + "=" + part.getValue())
            .collect(Collectors.joining(",")),
        Integer.toString(threads),
        Boolean.toString(fromBeginning));
  }

  /** The name on the broker of a topic of the catalogue. */
  String topic(String catalogueName) {
    return prefix + catalogueName;
  }
}
