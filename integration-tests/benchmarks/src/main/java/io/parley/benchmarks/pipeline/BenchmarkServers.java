package io.parley.benchmarks.pipeline;

import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.FlinkCluster;
import io.parley.infra.local.KafkaBroker;
import io.parley.pipeline.run.StackHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The servers on which the suites of this package run, and the directory of their data. */
final class BenchmarkServers {

  private static final int TASK_MANAGERS = 2;

  /**
   * A slot's share holds a memtable of each state of its tasks. In a smaller one RocksDB flushes
   * them before the checkpoint does: with 256 MiB for eight slots as often again.
   */
  private static final String MANAGED_MEMORY = "1g";

  /** A measure asks afterwards for all checkpoints of two minutes, at one a second or less. */
  private static final String CHECKPOINTS_REMEMBERED = "150";

  private BenchmarkServers() {}

  /** Takes the directory. Whatever runs there stops when this process ends, however it ends. */
  static StackHome claim(Path root) throws IOException {
    StackHome home = StackHome.claim(root.resolve("benchmark"), new StackPorts());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(home)));
    return home;
  }

  private static void close(StackHome home) {
    try {
      home.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param fullCompiler whether Kafka's and Flink's JVMs compile with C2, too
   * @param flinkOptions settings of Flink's processes, which win over those of the suites
   */
  static StackSettings settings(boolean fullCompiler, Map<String, String> flinkOptions) {
    StackSettings settings =
        StackSettings.of(new StackPorts(), TASK_MANAGERS)
            .withCql(CqlServer.Settings::withFullCompiler)
            .withFlink(flink -> configured(flink, flinkOptions));
    return fullCompiler
        ? settings
            .withKafka(KafkaBroker.Settings::withFullCompiler)
            .withFlink(FlinkCluster.Settings::withFullCompiler)
        : settings;
  }

  private static FlinkCluster.Settings configured(
      FlinkCluster.Settings settings, Map<String, String> flinkOptions) {
    FlinkCluster.Settings configured =
        settings
            .withConfiguration("taskmanager.memory.managed.size", MANAGED_MEMORY)
            .withConfiguration("web.checkpoints.history", CHECKPOINTS_REMEMBERED);
    for (Map.Entry<String, String> option : flinkOptions.entrySet()) {
      configured = configured.withConfiguration(option.getKey(), option.getValue());
    }
    return configured;
  }
}
