package io.parley.infra.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A Prometheus that reads the metrics of a stack's processes. The program is the one of this
 * machine, for instance of Debian's package {@code prometheus}.
 *
 * <p>What to read stands in files below {@code targets} in the server's directory, one per target.
 * Prometheus notices a new file by itself, so a process that starts later is added with {@link
 * #read}. The samples are kept in the server's directory for {@link Settings#retention}. Prometheus
 * takes about 60 MiB.
 */
public final class PrometheusServer extends LocalServer {

  private static final String PROGRAM = "prometheus";

  /**
   * The settings of a Prometheus.
   *
   * @param port the port of its page and its HTTP interface, 0 for a free one
   * @param interval the time between two readings of a target, and between two evaluations of the
   *     rules
   * @param retention how long samples are kept
   * @param rules a pattern of files with rules, such as {@code /etc/rules/*.yml}; it need not match
   *     any file
   */
  public record Settings(int port, Duration interval, Duration retention, Path rules) {

    /** Readings every five seconds, kept for a week. */
    public static Settings of(int port, Path rules) {
      return new Settings(port, Duration.ofSeconds(5), Duration.ofDays(7), rules);
    }
  }

  private final Settings settings;
  private final Map<String, String> targets = new TreeMap<>();
  private int port;

  public PrometheusServer(Path stack, Settings settings) {
    super(PROGRAM, stack);
    this.settings = settings;
  }

  /** The program on this machine's path, if it is installed. */
  public static Optional<Path> program() {
    return Programs.find(PROGRAM);
  }

  /**
   * Reads one more target from now on. May be called before the start and while the server runs.
   *
   * @param name unique; names the target's file
   * @param job the label {@code job} of all its samples
   * @param url where the target shows its metrics; the path is {@code /metrics}
   */
  public synchronized void read(String name, String job, String url) {
    URI uri = URI.create(url);
    targets.put(
        name,
        "[{\"targets\": [\"%s\"], \"labels\": {\"job\": \"%s\", \"instance\": \"%s\"}}]%n"
            .formatted(uri.getAuthority(), job, name));
    if (isAlive()) {
      try {
        writeTargets();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot tell Prometheus of " + name + " at " + url, e);
      }
    }
  }

  private synchronized void writeTargets() throws IOException {
    Path files = Files.createDirectories(directory().resolve("targets"));
    for (Map.Entry<String, String> target : targets.entrySet()) {
      Path next = Files.writeString(files.resolve(target.getKey() + ".next"), target.getValue());
      Files.move(
          next, files.resolve(target.getKey() + ".json"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  void choosePorts() {
    port = Ports.choose(settings.port());
  }

  @Override
  ServerCommand prepare() throws IOException {
    Path program =
        program()
            .orElseThrow(
                () ->
                    new IOException(
                        "No program '"
                            + PROGRAM
                            + "' on the PATH. Install Debian's package of it."));
    Path configuration = Files.writeString(directory().resolve("prometheus.yml"), yaml());
    deleteOldTargets();
    writeTargets();
    return (directory, output) ->
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--storage.tsdb.retention.time=" + settings.retention().toSeconds() + "s",
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn",
                // Prometheus accepts no foreign argument, but any title for its page.
                "--web.page-title=Parley " + Launcher.current().brand())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
  }

  /** Targets of an earlier run of the stack have other ports. */
  private void deleteOldTargets() throws IOException {
    Path files = Files.createDirectories(directory().resolve("targets"));
    try (Stream<Path> old = Files.list(files)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
  }

  private String yaml() {
    String interval = settings.interval().toMillis() + "ms";
    return """
    global:
      scrape_interval: %s
      scrape_timeout: %s
      evaluation_interval: %s
    rule_files:
      - %s
    scrape_configs:
      - job_name: parley
        file_sd_configs:
          - files: ["%s/targets/*.json"]
    """
        .formatted(interval, interval, interval, settings.rules(), directory());
  }

  @Override
  boolean isReady() throws IOException {
    return Http.send(Http.request(URI.create(url() + "/-/ready")).build()).statusCode() == Http.OK;
  }

  @Override
  public String address() {
    return url();
  }

  /** The address of its page and of its HTTP interface. Known once it has been started. */
  public String url() {
    return "http://127.0.0.1:" + known(port);
  }
}
