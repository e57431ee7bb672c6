package io.parley.benchmarks.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.parley.benchmarks.bare.BareSettings.Part;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * Bare loops in a process of their own, with the heap, the collector and the compiler of a local
 * TaskManager. It ends with its standard input, so it does not outlive the benchmark. It answers
 * each line on its standard input with its counts. For one thread.
 */
public final class BareProcess implements AutoCloseable {

  private static final String READY = "ready";

  private final Process process;
  private final BufferedReader answers;

  private BareProcess(Process process) {
    this.process = process;
    this.answers = process.inputReader(UTF_8);
  }

  /** Starts the loops. They read from where they are told to when this returns. */
  public static BareProcess start(BareSettings settings, boolean fullCompiler) throws IOException {
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
                BareProcess.class.getName()));
    command.addAll(settings.arguments());
    BareProcess started =
        new BareProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    started.answer(READY::equals);
    return started;
  }

  /** The id of the process. */
  public long pid() {
    return process.pid();
  }

  /** The writes that the loops have sent to the database so far. */
  public BareCounts counts() throws IOException {
    process.outputWriter(UTF_8).append('\n').flush();
    return BareCounts.parse(answer(BareCounts::isLine));
  }

  private String answer(Predicate<String> isAnswer) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (isAnswer.test(line)) {
        return line;
      }
    }
    throw new IOException("The process of the bare loops ended; its error output says why");
  }

  /** The child. */
  public static void main(String[] arguments) throws Exception {
    BareSettings settings = BareSettings.parse(arguments);
    Counters counters = new Counters();
    CqlSession session = connect(settings);
    CountDownLatch ready = new CountDownLatch(settings.commitMillis().size() * settings.threads());
    for (Part part : settings.commitMillis().keySet()) {
      for (int n = 0; n < settings.threads(); n++) {
        start(loop(settings, part, n, session, counters, ready), part + "-" + n);
      }
    }
    ready.await();
    System.out.println(READY);
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    while (questions.readLine() != null) {
      System.out.println(counters.now().line());
    }
    Runtime.getRuntime().halt(0);
  }

  private static BareLoop loop(
      BareSettings settings,
      Part part,
      int n,
      CqlSession session,
      Counters counters,
      CountDownLatch ready)
      throws Exception {
    Codecs codecs =
        new Codecs(
            settings, ConfluentSchemaLookup.connect(List.of(settings.registryUrl()), Map.of()));
    Output output = new Output(settings, "bare-" + part + "-" + n);
    RowWrites rows = new RowWrites(session, counters);
    Work work =
        switch (part) {
          case INGEST -> new IngestWork(codecs, output, rows);
          case ROUTING -> new RoutingWork(codecs, output, rows);
          case RECEIPTS -> new ReceiptsWork(codecs, output, rows);
        };
    return new BareLoop(settings, part, n, output, work, ready);
  }

  private static void start(BareLoop loop, String name) {
    Thread thread = new Thread(loop, "bare-" + name);
    thread.setUncaughtExceptionHandler(
        (failed, e) -> {
          e.printStackTrace();
          Runtime.getRuntime().halt(1);
        });
    thread.start();
  }

  private static CqlSession connect(BareSettings settings) {
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(settings.cqlHost(), settings.cqlPort()))
        .withLocalDatacenter(settings.localDatacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, 8192)
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .build())
        .build();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
