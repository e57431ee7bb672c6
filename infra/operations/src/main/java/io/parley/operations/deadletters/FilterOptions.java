package io.parley.operations.deadletters;

import io.parley.command.CommandFailure;
import io.parley.operations.JobName;
import io.parley.operations.Moment;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that choose dead letters, as a picocli mixin. */
final class FilterOptions {

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      split = ",",
      description = "Only these reason codes, for instance MALFORMED,UNKNOWN_SCHEMA_ID.")
  private List<String> reasons = List.of();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      split = ",",
      description = "Only from these topics, for instance chat.commands.")
  private List<String> topics = List.of();

  @Option(
      names = "--job",
      paramLabel = "JOB",
      split = ",",
      converter = JobName.class,
      description = "Only of these jobs: ingest, routing, receipts.")
  private List<String> jobs = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moment.class,
      description =
          "Only since then: an age such as 30m, 2h or 7d, or a time such as 2026-11-28T19:00:00Z.")
  private Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Only before then.")
  private Instant until;

  /**
   * The choice.
   *
   * @param ids names of single dead letters, as typed
   * @param brokerName the name of a topic on the brokers
   */
  DeadLetterFilter filter(List<String> ids, UnaryOperator<String> brokerName) {
    Set<DeadLetterId> parsed = new LinkedHashSet<>();
    for (String id : ids) {
      try {
        parsed.add(DeadLetterId.parse(id));
      } catch (IllegalArgumentException e) {
        throw CommandFailure.wrongUsage(e.getMessage());
      }
    }
    return new DeadLetterFilter(
        parsed,
        Set.copyOf(reasons),
        topics.stream().map(brokerName).collect(Collectors.toSet()),
        Set.copyOf(jobs),
        Optional.ofNullable(since),
        Optional.ofNullable(until));
  }
}
