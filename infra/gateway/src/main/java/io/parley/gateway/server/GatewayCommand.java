package io.parley.gateway.server;

import io.parley.command.CommandContext;
import io.parley.command.CommandFailure;
import io.parley.command.FileFailures;
import io.parley.command.ServiceAddresses;
import io.parley.command.ServiceFailures;
import io.parley.command.Subcommand;
import io.parley.command.arguments.Bounds;
import io.parley.command.arguments.PathTo;
import io.parley.command.arguments.ValidId;
import io.parley.command.cluster.ClusterOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code gateway}: runs the reference gateway in the foreground. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Runs the reference gateway: WebSocket, REST and the chat page.",
    description = {
      "",
      "Works with the servers that `parley up` or `parley chat` started, or with the cluster of"
          + " --config. Stays in the foreground. SIGTERM or Ctrl-C tells all clients and ends all"
          + " sessions. Killing it loses nothing. The login is for demonstration: it asks for no"
          + " password. Listen on another address than 127.0.0.1 only behind a proxy with TLS.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  parley gateway",
      "  parley gateway --id gw-2 --port 8082",
      "  parley gateway --config prod.yaml --id gw-3"
    })
public final class GatewayCommand implements Subcommand, Callable<Integer> {

  @ParentCommand private CommandContext context;
  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;

  @Option(
      names = "--id",
      paramLabel = "ID",
      defaultValue = "gw-1",
      converter = ValidId.class,
      description =
          "The gateway's id. Gateways that run at the same time have different ids (default:"
              + " ${DEFAULT-VALUE}).")
  private String id;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 0, most = Bounds.LARGEST_PORT)
  private int port;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      defaultValue = "${sys:parley.home}/.parley/gateway.key",
      description =
          "The key of the tokens. It is made if it is missing. Gateways with the same file accept"
              + " each other's tokens (default: .parley/gateway.key).")
  @PathTo(PathTo.Use.MAKE_FILE)
  private Path keyFile;

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description = "The origin of another site whose page may connect. May be repeated.")
  private List<String> origins = List.of();

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Most WebSockets at a time (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 1)
  private int mostConnections;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    ServiceAddresses services = cluster.services(context);
    Limits limits = Limits.defaults().withMostConnections(mostConnections);
    ServerOptions options = new ServerOptions(id, host, port, keyFile, origins, limits);
    GatewayServer server = started(options, services);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    out.println("Gateway %s listens on http://%s:%d/".formatted(id, host, server.port()));
    out.flush();
    try {
      server.ended().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw CommandFailure.because("The gateway has failed. Start it again.", e);
    }
    // The shutdown hook is at work and ends the process.
    new CountDownLatch(1).await();
    return 0;
  }

  private static GatewayServer started(ServerOptions options, ServiceAddresses services)
      throws IOException {
    try {
      GatewayServer server = new GatewayServer(options, services);
      server.start();
      return server;
    } catch (CommandFailure e) {
      throw e;
    } catch (RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      String reason =
          ServiceFailures.explain(e, Optional.of(services))
              .or(() -> FileFailures.explain(e))
              .orElse(cause.getMessage() + ".");
      throw new CommandFailure(
          "Gateway %s does not start on %s:%d. %s"
              .formatted(options.gatewayId(), options.host(), options.port(), reason));
    }
  }
}
