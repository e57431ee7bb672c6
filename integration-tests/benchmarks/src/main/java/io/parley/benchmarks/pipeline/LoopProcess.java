package io.parley.benchmarks.pipeline;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Hand-written loops in a process of their own, with the heap, the collector and the compiler of a
 * local TaskManager: as many threads as ingest has subtasks. It ends with its standard input, so it
 * does not outlive the benchmark.
 */
final class LoopProcess implements AutoCloseable {

  /** Loops; ingest beside them has as many subtasks. */
  static final int THREADS = 2;

  private final Process process;

  private LoopProcess(Process process) {
    this.process = process;
  }

  static LoopProcess start(LoopSettings settings, boolean fullCompiler) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + (fullCompiler ? 4 : 1),
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.parley.schemas",
                "-cp",
                System.getProperty("java.class.path"),
                LoopProcess.class.getName()));
    command.addAll(settings.arguments());
    return new LoopProcess(
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** The child. */
  public static void main(String[] arguments) throws IOException {
    LoopSettings settings = LoopSettings.parse(arguments);
    CqlSession session =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress(settings.cqlHost(), settings.cqlPort()))
            .withLocalDatacenter(settings.localDatacenter())
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                    .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                    .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, 8192)
                    .build())
            .build();
    for (int n = 0; n < THREADS; n++) {
      Thread thread =
          new Thread(
              new HandWrittenLoop(
                  settings,
                  session,
                  ConfluentSchemaLookup.connect(List.of(settings.registryUrl()), Map.of()),
                  n),
              "loop-" + n);
      thread.setUncaughtExceptionHandler(
          (failed, e) -> {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
          });
      thread.start();
    }
    while (System.in.read() >= 0) {
      // Until the parent ends it or dies.
    }
    Runtime.getRuntime().halt(0);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
