package io.parley.faults.network;

import io.parley.checker.live.TopicOffsets;
import io.parley.faults.FaultRun;
import io.parley.faults.PromiseBroken;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;

/**
 * A count of dead letters, in offsets, including uncommitted ones. An outage is not bad input, so
 * it must not produce any.
 */
public record DeadLetterCount(long offsets) {

  /** The count now. */
  public static DeadLetterCount now(FaultRun run) throws IOException {
    try (TopicOffsets ends = new TopicOffsets(run.pipeline().stack().bootstrapServers())) {
      return new DeadLetterCount(
          ends.ends(List.of(Topics.DEAD_LETTERS), IsolationLevel.READ_UNCOMMITTED).values().stream()
              .mapToLong(Long::longValue)
              .sum());
    }
  }

  /**
   * Checks that there are no more dead letters than before.
   *
   * @throws PromiseBroken if there are more
   */
  public void assertUnchanged(FaultRun run) throws IOException {
    long more = now(run).offsets - offsets;
    if (more != 0) {
      throw new PromiseBroken(
          "%d offsets of %s were written during an outage, which is nobody's bad input"
              .formatted(more, Topics.DEAD_LETTERS));
    }
  }
}
