package io.parley.operations.transactions;

import io.parley.operations.JobName;
import io.parley.operations.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options that choose transactions, as a picocli mixin. */
final class Choice {

  /** A converter of durations such as 90s and 5m. */
  static final class Age implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      return Moment.duration(text);
    }
  }

  @Option(
      names = "--job",
      paramLabel = "JOB",
      split = ",",
      converter = JobName.class,
      description = "Only of these jobs: ingest, routing, receipts.")
  private List<String> jobs = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = Age.class,
      description = "Only those open for longer, such as 90s, 5m or 1h.")
  private Duration olderThan;

  boolean isEmpty() {
    return jobs.isEmpty() && olderThan == null;
  }

  boolean chooses(OpenTransaction transaction, Instant now) {
    return (jobs.isEmpty() || jobs.contains(transaction.owner().job()))
        && (olderThan == null || transaction.since().isBefore(now.minus(olderThan)));
  }
}
