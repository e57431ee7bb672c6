package io.parley.operations.deadletters;

import io.parley.command.CommandFailure;
import io.parley.command.Printable;
import io.parley.command.ServiceAddresses;
import io.parley.command.cluster.ClusterOption;
import io.parley.schemas.topic.Topics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code dead-letters replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Writes dead letters to the topics that they came from, as they came.",
    description = {
      "",
      "Mend the cause first: a record that fails again becomes a new dead letter, which `list`"
          + " marks. Replaying twice is harmless. Ingest knows a command by its sender and"
          + " client_message_id for 7 days and answers it with the same ids. Receipts may come"
          + " twice. An older session or gateway state changes nothing.",
      "",
      "Key and bytes are those of the original. Kafka's partitioner chooses the partition, so a"
          + " record of reason WRONG_PARTITION goes to the right one. If Kafka still has the"
          + " original, its headers go along. The header parley.replay-of names the dead letter.",
      "",
      "Only topics that gateways write can be replayed to. Other dead letters are left out, each"
          + " with the reason. A record that comes late is a new event at its new place: a message"
          + " of yesterday appears as a message of now.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 all that was chosen and can be replayed was, 1 a dead letter that was named by"
          + " its ID was not replayed.",
      "",
      "Examples:",
      "  parley dead-letters replay 3@17 3@18",
      "  parley dead-letters replay --reason UNKNOWN_SCHEMA_ID --since 2h --dry-run",
      "  parley dead-letters replay --all --json"
    })
final class ReplayCommand implements Callable<Integer> {

  @ParentCommand private DeadLettersCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;
  @Mixin private FilterOptions options;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "As `list` prints it, such as 3@17.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "Every dead letter that there is.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only say what would be replayed.")
  private boolean dryRun;

  @Option(names = "--json", description = "One JSON object a line, for scripts.")
  private boolean json;

  private int replayed;
  private int left;

  @Override
  public Integer call() {
    ServiceAddresses services = parent.services(cluster);
    DeadLetterFilter filter = options.filter(ids, services::topic);
    if (filter.choosesAll() != all) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Say which dead letters: IDs, --reason, --topic, --job, --since or --until; or --all for"
              + " every one.");
    }
    List<DeadLetter> found = new ArrayList<>();
    try (DeadLetterScan scan =
            new DeadLetterScan(services.kafkaClient(), services.topic(Topics.DEAD_LETTERS));
        Originals originals = new Originals(services.kafkaClient());
        ReplayWriter writer = new ReplayWriter(services.kafkaClient())) {
      InputTopics inputs = new InputTopics(services.topics());
      Replay replay =
          new Replay(inputs, originals::of, dryRun ? Optional.empty() : Optional.of(writer));
      scan.run(
          filter,
          letters -> {
            replay.run(letters, this::print);
            if (!filter.ids().isEmpty()) {
              found.addAll(letters);
            }
          });
    } finally {
      sum();
    }
    Missing.check(filter, found);
    return left > 0 && !filter.ids().isEmpty() ? CommandFailure.FAILED : 0;
  }

  private void sum() {
    PrintWriter notes = spec.commandLine().getErr();
    notes.printf(
        "%d %s, %d left out.%n", replayed, dryRun ? "would be replayed" : "replayed", left);
    notes.flush();
  }

  private void print(Replay.Outcome outcome) {
    if (outcome.refusal().isPresent()) {
      left++;
    } else {
      replayed++;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        Printable.of(
            json ? LetterView.outcome(outcome, dryRun).toString() : sentence(outcome, dryRun)));
    out.flush();
  }

  private static String sentence(Replay.Outcome outcome, boolean dryRun) {
    String what = outcome.letter().id() + " " + outcome.letter().reason();
    return outcome
        .refusal()
        .map(why -> what + " left out: " + why)
        .orElseGet(
            () ->
                what
                    + (dryRun ? " would go to " : " replayed as ")
                    + outcome.target().orElseThrow());
  }
}
