package io.parley.samples.analytics;

import io.parley.command.CommandContext;
import io.parley.command.CommandFailure;
import io.parley.command.Subcommand;
import io.parley.command.arguments.Bounds;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code analytics}: serves a page that shows the receipt topics live. */
@Command(
    name = "analytics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Shows on a page how many messages are sent, delivered and read, and how fast.",
    description = {
      "",
      "Reads chat.receipt-stats and chat.read-cursors from their beginning, at read_committed and"
          + " without a consumer group, and serves a page on 127.0.0.1: messages per minute, the"
          + " time until messages are delivered and read as percentiles, and how much is unread."
          + " The receipt-aggregation job writes a minute when it is over.",
      "",
      "It is a sample of a reader for analytics; its source is infra/samples/analytics.",
      ""
    },
    footer = {
      "",
      "Exit codes: 1 the port is taken, 3 the servers are not running.",
      "",
      "Example:",
      "  parley analytics --port 8095"
    })
public final class AnalyticsCommand implements Callable<Integer>, Subcommand {

  @ParentCommand private CommandContext context;
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8095",
      description = "Port of the page, 0 for a free one (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 0, most = Bounds.LARGEST_PORT)
  private int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (AnalyticsPage page = new AnalyticsPage(context.services(), port)) {
      spec.commandLine().getOut().printf("%s%nCtrl-C ends it.%n", page.address());
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
      return 0;
    } catch (BindException e) {
      throw new CommandFailure(
          "Port %d is taken. Choose another one with --port, or 0 for a free one.".formatted(port));
    }
  }
}
