package io.parley.benchmarks.pipeline;

import io.parley.cli.Parley;
import io.parley.command.arguments.Bounds;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.run.Build;
import io.parley.pipeline.run.StackHome;
import io.parley.schemas.wire.AvroSafety;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The ingest suite: the job on real servers against a hand-written loop, and what it writes. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Commands per second of the ingest job against a hand-written loop, and its requests.",
    description = {
      "",
      "Starts Kafka, the registry, a CQL server and Flink. The job and the loop take turns on"
          + " backlogs of the same commands. The loop writes the same rows and records with the"
          + " same durability and transactions, and checks no rule of the job. REQUESTS counts"
          + " rows and requests per message, in one conversation and in many, with and without"
          + " groups.",
      "",
      "LOOP takes about 5 minutes at --scale 1 (10 with --full-compiler), STATE 3 (with"
          + " --conversations 10000 a quarter of an hour), REQUESTS 6.",
      ""
    })
public final class IngestBenchmark implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "Some of ${COMPLETION-CANDIDATES}; all if not given.")
  private Set<IngestMeasure.Part> only = EnumSet.allOf(IngestMeasure.Part.class);

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description = "Of all backlogs: 0.2 for a quick look (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 0.001, most = 1_000)
  private double scale = 1;

  @Option(
      names = "--conversations",
      paramLabel = "N",
      description =
          "Conversations of the messages, and a hundredth of those that STATE puts into the state"
              + " (default: ${DEFAULT-VALUE}). With 10000 STATE founds a million.")
  @Bounds(least = 1, most = 1_000_000)
  private int conversations = IngestMeasure.CONVERSATIONS;

  @Option(
      names = "--full-compiler",
      description =
          "Have the JVMs of Kafka, Flink and the loop compile with C2, not with C1 alone. For"
              + " machines with cores to spare.")
  private boolean fullCompiler;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws Exception {
    AvroSafety.apply();
    Path root = ((Parley) spec.root().userObject()).stack().root();
    try (StackHome home = BenchmarkServers.claim(root)) {
      Bench bench =
          new Bench(
              home.open(
                  BenchmarkServers.settings(fullCompiler, Map.of()),
                  JobSettings.defaults(1),
                  spec.commandLine().getOut(),
                  false),
              new Results(out, Build.facts()),
              scale,
              fullCompiler);
      new IngestMeasure(bench, JobSettings.defaults(IngestRuns.THREADS), conversations).run(only);
    }
    return 0;
  }
}
