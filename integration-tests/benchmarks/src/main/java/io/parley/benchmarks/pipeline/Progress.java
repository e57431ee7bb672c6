package io.parley.benchmarks.pipeline;

import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The progress of a backlog. A command counts when its event and its ack are there: a command that
 * is refused has an ack only.
 */
final class Progress {

  /** For this long nothing may stand still. How long all takes depends on the machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final List<String> OUTPUTS = List.of(Topics.EVENTS, Topics.ACKS);

  private final Backlog backlog;

  Progress(Backlog backlog) {
    this.backlog = backlog;
  }

  /**
   * Waits until so many commands are done.
   *
   * @param from before this many, nothing counts
   * @return commands a second
   * @throws IllegalStateException if all of them are done before the measure begins
   */
  double awaitRate(int from, int to) throws Exception {
    try (Admin admin = admin()) {
      long first = awaitDone(admin, from);
      long start = System.nanoTime();
      if (first >= to) {
        throw new IllegalStateException(
            "%,d commands were done when counting should have begun at %,d and ended at %,d: the"
                    .formatted(first, from, to)
                + " backlog came more slowly than it was worked off, so there is no rate");
      }
      long last = awaitDone(admin, to);
      return (last - first) / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** Waits until so many commands are done. */
  void await(int commands) throws Exception {
    try (Admin admin = admin()) {
      awaitDone(admin, commands);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", backlog.stack().bootstrapServers()));
  }

  private long awaitDone(Admin admin, int wanted) throws Exception {
    long movedAt = System.nanoTime();
    long done = done(admin);
    while (done < wanted) {
      TimeUnit.MILLISECONDS.sleep(20);
      long now = done(admin);
      if (now > done) {
        movedAt = System.nanoTime();
      } else if (System.nanoTime() - movedAt > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%,d of %,d commands have an event and an ack, and for %s there was no further one:"
                    .formatted(now, backlog.commands(), PATIENCE)
                + " the job or the loop does not run, or it refuses commands");
      }
      done = now;
    }
    return done;
  }

  /** Transaction markers count too, but there are only a few of them per second. */
  private long done(Admin admin) throws Exception {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    for (String topic : OUTPUTS) {
      for (int partition = 0; partition < Backlog.PARTITIONS; partition++) {
        question.put(new TopicPartition(backlog.topic(topic), partition), OffsetSpec.latest());
      }
    }
    Map<String, Long> ends = new HashMap<>();
    admin
        .listOffsets(question)
        .all()
        .get()
        .forEach((partition, end) -> ends.merge(partition.topic(), end.offset(), Long::sum));
    return Collections.min(ends.values());
  }
}
