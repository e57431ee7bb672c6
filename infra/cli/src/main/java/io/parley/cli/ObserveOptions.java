package io.parley.cli;

import io.parley.command.CommandFailure;
import io.parley.command.arguments.Bounds;
import io.parley.infra.local.PrometheusServer;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of commands that start servers which ask for a Prometheus beside them. */
public final class ObserveOptions {

  private static final int WELL_KNOWN_PORT = 9090;

  @Option(
      names = "--observe",
      description =
          "Run a Prometheus beside the servers. It reads their metrics and evaluates the alerts in"
              + " infra/observability/alerts. Needs the program prometheus, for instance of"
              + " Debian's package of that name.")
  private boolean observe;

  @Option(
      names = "--prometheus-port",
      paramLabel = "PORT",
      description =
          "Port of Prometheus, with --observe; "
              + WELL_KNOWN_PORT
              + " is the usual one. A free one"
              + " is chosen without this option.")
  @Bounds(least = 0, most = Bounds.LARGEST_PORT)
  private int port;

  /** Whether a Prometheus is asked for. */
  public boolean observe() {
    return observe;
  }

  /**
   * The settings, with a Prometheus if it is asked for.
   *
   * @throws CommandFailure if it is asked for and not installed
   */
  public StackSettings applyTo(StackSettings settings) {
    if (!observe) {
      return settings;
    }
    if (PrometheusServer.program().isEmpty()) {
      throw new CommandFailure(
          "--observe needs the program 'prometheus', which is not on the PATH. Install it (Debian:"
              + " apt-get install prometheus), or leave --observe out.");
    }
    return settings.withPrometheus(PrometheusServer.Settings.of(port, rules()));
  }

  /** The alerts of this project. */
  private static Path rules() {
    return Parley.home()
        .toAbsolutePath()
        .normalize()
        .resolve(Path.of("infra", "observability", "alerts", "*.yml"));
  }
}
