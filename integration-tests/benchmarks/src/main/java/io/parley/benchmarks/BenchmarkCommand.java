package io.parley.benchmarks;

import io.parley.benchmarks.pipeline.IngestBenchmark;
import io.parley.benchmarks.pipeline.PageCommand;
import io.parley.benchmarks.pipeline.PipelineBenchmark;
import io.parley.benchmarks.receipts.ReceiptsBenchmark;
import io.parley.benchmarks.routing.RoutingBenchmark;
import io.parley.command.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The command {@code benchmark}, with all suites as subcommands. The script {@code parley} gives
 * the JVM of this command more memory and the full compiler, because the measured code runs in it
 * or is driven by it.
 */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Measures how fast Parley is, and what it costs.",
    description = {
      "",
      "Each suite starts the servers that it needs. Its figures mean little on a machine that does"
          + " other work at the same time. The command page starts none, and measures nothing.",
      ""
    },
    synopsisSubcommandLabel = "SUITE",
    subcommands = {
      ConnectorBenchmark.class,
      ReceiptsBenchmark.class,
      RoutingBenchmark.class,
      IngestBenchmark.class,
      PipelineBenchmark.class,
      PageCommand.class,
      HelpCommand.class
    })
public final class BenchmarkCommand implements Subcommand {}
