package io.parley.operations.deadletters;

import io.parley.command.Printable;
import io.parley.command.ServiceAddresses;
import io.parley.command.Table;
import io.parley.command.arguments.Bounds;
import io.parley.command.cluster.ClusterOption;
import io.parley.schemas.topic.Topics;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code dead-letters list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Lists dead letters: when, why, by which job, from where.",
    description = {
      "",
      "Reads without a consumer group, so it disturbs no other reader. A dead letter appears with"
          + " the next checkpoint of its job. The column REPLAY says of a record that has failed"
          + " again which dead letter it was a replay of, and of that dead letter where its replay"
          + " failed. Kafka has that mark as long as it has the original record.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  parley dead-letters list",
      "  parley dead-letters list --topic chat.commands --reason MALFORMED --since 1d",
      "  parley dead-letters list -n 1000 --json | jq -r .reason | sort | uniq -c"
    })
final class ListCommand implements Callable<Integer> {

  private static final int MOST_KEY_COLUMNS = 32;

  @ParentCommand private DeadLettersCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;
  @Mixin private FilterOptions options;

  @Option(
      names = "-n",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many of the newest to list (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 1)
  private int most;

  @Option(names = "--json", description = "One JSON object a line, for scripts.")
  private boolean json;

  @Override
  public Integer call() {
    ServiceAddresses services = parent.services(cluster);
    Newest newest = new Newest(most);
    try (DeadLetterScan scan =
        new DeadLetterScan(services.kafkaClient(), services.topic(Topics.DEAD_LETTERS))) {
      scan.run(options.filter(List.of(), services::topic), newest::add);
    }
    try (Originals originals = new Originals(services.kafkaClient())) {
      List<DeadLetter> letters = newest.inOrder();
      print(letters, originals.of(letters), newest.seen());
    }
    return 0;
  }

  private void print(
      List<DeadLetter> letters,
      Map<DeadLetterId, ConsumerRecord<byte[], byte[]>> originals,
      long seen) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      letters.forEach(
          letter ->
              out.println(
                  Printable.of(
                      LetterView.facts(letter, Optional.ofNullable(originals.get(letter.id())))
                          .toString())));
    } else if (letters.isEmpty()) {
      spec.commandLine().getErr().println("No such dead letter.");
    } else {
      table(letters, originals).print(out);
      if (seen > letters.size()) {
        out.printf("The newest %d of %d. -n lists more.%n", letters.size(), seen);
      }
    }
    out.flush();
  }

  private static Table table(
      List<DeadLetter> letters, Map<DeadLetterId, ConsumerRecord<byte[], byte[]>> originals) {
    Map<String, DeadLetterId> failures = new HashMap<>();
    originals.forEach((id, record) -> Marks.of(record).ifPresent(of -> failures.put(of, id)));
    Table table = new Table("ID", "TIME", "JOB", "REASON", "SOURCE", "KEY", "BYTES", "REPLAY");
    for (DeadLetter letter : letters) {
      byte[] value = letter.record().value();
      table.row(
          letter.id().toString(),
          letter.time().toString(),
          letter.job(),
          letter.reason(),
          letter.source().map(SourcePosition::toString).orElse("?"),
          EscapedBytes.of(letter.record().key(), MOST_KEY_COLUMNS),
          value == null ? "none" : Integer.toString(value.length),
          replay(letter, Optional.ofNullable(originals.get(letter.id())), failures));
    }
    return table;
  }

  private static String replay(
      DeadLetter letter,
      Optional<ConsumerRecord<byte[], byte[]>> original,
      Map<String, DeadLetterId> failures) {
    DeadLetterId failure = failures.get(letter.mark());
    if (failure != null) {
      return "failed again as " + failure;
    }
    return original.flatMap(Marks::of).map(of -> "replay of " + of).orElse("");
  }
}
