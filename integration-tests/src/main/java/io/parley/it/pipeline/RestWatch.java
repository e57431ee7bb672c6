package io.parley.it.pipeline;

import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.IsolationLevel;

/**
 * Tells when nothing moves any more.
 *
 * <p>At rest means, at two looks {@link #QUIET} apart with at least two checkpoints of each job
 * between them: each job's committed offsets reach the ends of its inputs (a job commits them with
 * a completed checkpoint); no output topic has an open transaction, that is, both isolation levels
 * see the same end; and the ends have not moved. {@code chat.push} and {@code chat.receipt-stats}
 * do not count: a clock alone may write them.
 */
final class RestWatch implements AutoCloseable {

  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final long MILLIS_BETWEEN_LOOKS = 250;

  private static final List<String> OUTPUTS =
      List.of(
          Topics.EVENTS,
          Topics.ACKS,
          Topics.DELIVERIES,
          Topics.MESSAGE_STATUS,
          Topics.READ_CURSORS,
          Topics.DEAD_LETTERS);

  /** Asks the cluster. */
  interface CompletedCheckpoints {
    Map<PipelineJob, Long> get() throws IOException;
  }

  private final TopicEnds ends;
  private final ConsumerLag lag;
  private final CompletedCheckpoints checkpoints;

  RestWatch(String bootstrapServers, CompletedCheckpoints checkpoints) {
    this.ends = new TopicEnds(bootstrapServers);
    this.lag = new ConsumerLag(bootstrapServers);
    this.checkpoints = checkpoints;
  }

  /**
   * Waits.
   *
   * @throws IOException at the deadline, with what still moved
   */
  void await(Duration deadline) throws IOException {
    long end = System.nanoTime() + deadline.toNanos();
    Look first = null;
    String moving = "nothing was looked at";
    while (System.nanoTime() < end) {
      moving = whatMoves();
      Map<?, Long> now = ends.of(OUTPUTS, IsolationLevel.READ_UNCOMMITTED);
      if (!moving.isEmpty()) {
        first = null;
      } else if (first == null || !first.ends().equals(now)) {
        first = new Look(System.nanoTime(), now, checkpoints.get());
        moving = "output was still being written";
      } else if (System.nanoTime() - first.nanoTime() >= QUIET.toNanos() && hasPassed(first)) {
        return;
      }
      pause();
    }
    throw new IOException("The pipeline did not come to rest in " + deadline + ": " + moving);
  }

  private record Look(long nanoTime, Map<?, Long> ends, Map<PipelineJob, Long> checkpoints) {}

  private String whatMoves() throws IOException {
    for (PipelineJob job : PipelineJob.values()) {
      List<String> behind = lag.topicsNotConsumed(job);
      if (!behind.isEmpty()) {
        return job + " has not consumed all of " + behind;
      }
    }
    boolean open =
        !ends.of(OUTPUTS, IsolationLevel.READ_COMMITTED)
            .equals(ends.of(OUTPUTS, IsolationLevel.READ_UNCOMMITTED));
    return open ? "a transaction is open" : "";
  }

  /** Two more checkpoints: the first may have begun before the look. */
  private boolean hasPassed(Look look) throws IOException {
    return checkpoints.get().entrySet().stream()
        .allMatch(job -> job.getValue() >= look.checkpoints().get(job.getKey()) + 2);
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the pipeline was coming to rest", e);
    }
  }

  @Override
  public void close() {
    ends.close();
    lag.close();
  }
}
