package io.parley.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The {@code config.yaml} of one Flink process, and the command that starts it. */
final class FlinkConfiguration {

  /** The packages that Flink's own scripts open for serializers and the RPC system. */
  private static final List<String> OPENS =
      List.of(
          "java.lang",
          "java.lang.reflect",
          "java.net",
          "java.io",
          "java.nio",
          "java.text",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "sun.nio.ch");

  /**
   * Metrics that nobody reads and that would be half of each page: the insides of Kafka's clients
   * and of the network stack, and rates that Prometheus computes from counters by itself.
   */
  private static final List<String> UNREAD_METRICS =
      List.of(
          "*.KafkaConsumer",
          "*.KafkaProducer:*-rate,*-avg,*-ratio,*-ns-total,*-size-max,*-throttle-*,*-id,"
              + "*authentication*,connection-*,network-*,select-*,buffer*,batch-*,incoming-*,"
              + "outgoing-*,record-queue-*,metadata-age,start-time-ms,version,count,waiting-threads",
          "*.split.watermark",
          "*.Shuffle.Netty.*",
          "*.job.task*:numRecords*PerSecond,numBytes*PerSecond,numBuffers*,mailboxMails*");

  /**
   * Labels that say the same after a restart. Flink would add the ids of attempts, jobs and tasks.
   * They are new after each restart, so every restart would begin all series anew. Names, the
   * TaskManager and the index of the subtask identify a series. Values keep their characters, as in
   * {@code le="+Inf"}.
   */
  private static final Map<String, String> STABLE_LABELS =
      Map.of(
          "metrics.reporter.prometheus.scope.variables.excludes",
          "task_attempt_id;task_attempt_num;task_id;operator_id;job_id;host",
          "metrics.reporter.prometheus.filterLabelValueCharacters",
          "false",
          "metrics.reporter.prometheus.filter.excludes",
          String.join(";", UNREAD_METRICS));

  private final Map<String, String> values = new TreeMap<>();

  private FlinkConfiguration() {}

  /** The settings that the JobManager and the TaskManagers share. */
  static FlinkConfiguration of(Path stack, JobManager jobManager, int metricsPort) {
    return new FlinkConfiguration()
        .with("jobmanager.rpc.address", "127.0.0.1")
        .with("jobmanager.rpc.port", Integer.toString(jobManager.rpcPort()))
        .with("jobmanager.bind-host", "127.0.0.1")
        .with("metrics.reporters", "prometheus")
        .with(
            "metrics.reporter.prometheus.factory.class",
            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory")
        .with("metrics.reporter.prometheus.port", Integer.toString(metricsPort))
        .withAll(STABLE_LABELS)
        // Each TaskManager gets a share of every job. One that has run nothing yet has compiled
        // nothing either, and makes a recovery take two to three times as long.
        .with("taskmanager.load-balance.mode", "SLOTS")
        // A killed TaskManager is noticed after 1 to 2 s instead of 50 s. A slow one has 5 s to
        // answer.
        .with("heartbeat.interval", "500")
        .with("heartbeat.timeout", "5000")
        .with("heartbeat.rpc-failure-threshold", "2")
        // Metrics over REST are one second old instead of ten.
        .with("metrics.fetcher.update-interval", "1000")
        .with("restart-strategy.type", "fixed-delay")
        .with("restart-strategy.fixed-delay.attempts", "2147483647")
        .with("restart-strategy.fixed-delay.delay", "200 ms")
        .with("state.backend.type", "rocksdb")
        .with("execution.checkpointing.incremental", "true")
        .with("execution.checkpointing.dir", stack.resolve("checkpoints").toUri().toString())
        .with(
            "execution.checkpointing.savepoint-dir", stack.resolve("savepoints").toUri().toString())
        .with(
            "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
  }

  FlinkConfiguration with(String key, String value) {
    values.put(key, value);
    return this;
  }

  FlinkConfiguration withAll(Map<String, String> more) {
    values.putAll(more);
    return this;
  }

  /**
   * Writes the file below the server's directory and says how to start the process with it.
   *
   * @param settings settings of the cluster. Without the full compiler, only the quick compiler
   *     runs. Every job brings its own copy of every library, so the full compiler would take
   *     minutes of processor time before it saves any
   */
  JavaCommand command(
      LocalServer server,
      List<String> memory,
      FlinkCluster.Settings settings,
      String mainClass,
      List<String> arguments)
      throws IOException {
    Path directory = server.directory();
    List<Path> classPath = new ArrayList<>(ServerClassPath.of("flink"));
    if (!settings.library().isEmpty()) {
      classPath.addAll(settings.library());
      with("classloader.resolve-order", "parent-first");
    }
    with("io.tmp.dirs", emptied(directory.resolve("tmp")).toString());
    Files.writeString(directory.resolve("config.yaml"), yaml());

    List<String> options = new ArrayList<>(memory);
    options.add("-XX:+UseSerialGC");
    options.add("-XX:+ExitOnOutOfMemoryError");
    if (!settings.fullCompiler()) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    options.add("-Dlog.file=" + server.logFile());
    options.add("-Dlog4j2.configurationFile=" + Resources.copy("log4j2.properties", directory));
    // The actor system has 10 s to start, which is too little on a busy machine. Flink's
    // pekko.startup-timeout does not change this limit.
    options.add("-Dpekko.remote.classic.startup-timeout=60s");
    // Avro makes instances of a schema's class only if its package is named here.
    options.add("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.parley.schemas");
    OPENS.forEach(name -> options.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));

    List<String> allArguments = new ArrayList<>(List.of("--configDir", directory.toString()));
    allArguments.addAll(arguments);
    return new JavaCommand(classPath, options, mainClass, allArguments, Map.of());
  }

  /**
   * Without the files of the process before. A TaskManager of the same name would read all jars
   * that it has got before to check them, which took 28 s after 40 restarts.
   */
  private static Path emptied(Path directory) throws IOException {
    if (Files.exists(directory)) {
      FileTree.deleteIfPossible(directory);
    }
    return Files.createDirectories(directory);
  }

  private String yaml() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"\n")
        .collect(Collectors.joining());
  }
}
