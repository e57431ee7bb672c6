package io.parley.benchmarks.pipeline;

import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The progress of a backlog, measured by its acks. */
final class Progress {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Backlog backlog;

  Progress(Backlog backlog) {
    this.backlog = backlog;
  }

  /**
   * Waits until so many commands are acked.
   *
   * @param from before this many, nothing counts
   * @return commands a second
   */
  double awaitRate(int from, int to) throws Exception {
    try (Admin admin = admin()) {
      long first = awaitAcks(admin, from);
      long start = System.nanoTime();
      long last = awaitAcks(admin, to);
      return (last - first) / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** Waits until so many commands are acked. */
  void await(int commands) throws Exception {
    try (Admin admin = admin()) {
      awaitAcks(admin, commands);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", backlog.stack().bootstrapServers()));
  }

  private long awaitAcks(Admin admin, int wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long acks = acks(admin);
    while (acks < wanted) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%d of %d commands acked after %s: does it run?"
                .formatted(acks, backlog.commands(), PATIENCE));
      }
      TimeUnit.MILLISECONDS.sleep(20);
      acks = acks(admin);
    }
    return acks;
  }

  /** Transaction markers count too, but there are only four of them per second. */
  private long acks(Admin admin) throws Exception {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    for (int partition = 0; partition < Backlog.PARTITIONS; partition++) {
      question.put(new TopicPartition(backlog.topic(Topics.ACKS), partition), OffsetSpec.latest());
    }
    return admin.listOffsets(question).all().get().values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }
}
