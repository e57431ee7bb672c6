package io.parley.faults.network;

import io.parley.checker.live.TopicOffsets;
import io.parley.faults.FaultRun;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;

/**
 * How many dead letters there are, in offsets, uncommitted ones included. An outage is not bad
 * input: it must not make any.
 */
record DeadLetterCount(long offsets) {

  static DeadLetterCount now(FaultRun run) throws IOException {
    try (TopicOffsets ends = new TopicOffsets(run.pipeline().stack().bootstrapServers())) {
      return new DeadLetterCount(
          ends.ends(List.of(Topics.DEAD_LETTERS), IsolationLevel.READ_UNCOMMITTED).values().stream()
              .mapToLong(Long::longValue)
              .sum());
    }
  }

  /**
   * Throws if there are more now.
   *
   * @throws IllegalStateException then
   */
  void assertUnchanged(FaultRun run) throws IOException {
    long more = now(run).offsets - offsets;
    if (more != 0) {
      throw new IllegalStateException(
          "%d offsets of %s were written during an outage, which is nobody's bad input"
              .formatted(more, Topics.DEAD_LETTERS));
    }
  }
}
