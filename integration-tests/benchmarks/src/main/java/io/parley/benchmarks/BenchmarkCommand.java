package io.parley.benchmarks;

import io.parley.benchmarks.pipeline.PipelineBenchmark;
import io.parley.benchmarks.receipts.ReceiptsBenchmark;
import io.parley.benchmarks.routing.RoutingBenchmark;
import io.parley.command.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * All benchmark suites under one command. The {@code parley} script gives the JVM of this command
 * more memory and the full compiler, because what is measured runs in it or is driven by it.
 */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Measures how fast Parley is, and what it costs.",
    description = {
      "",
      "Each suite starts what it needs. On a machine that does anything else meanwhile its figures"
          + " mean little.",
      ""
    },
    synopsisSubcommandLabel = "SUITE",
    subcommands = {
      ConnectorBenchmark.class,
      ReceiptsBenchmark.class,
      RoutingBenchmark.class,
      PipelineBenchmark.class,
      HelpCommand.class
    })
public final class BenchmarkCommand implements Subcommand {}
