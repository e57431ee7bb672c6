package io.parley.faults;

import io.parley.checker.live.TopicOffsets;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;

/**
 * A count of dead letters, in offsets, including uncommitted ones. An outage is not bad input, so
 * it must not produce any. A transaction without records takes no offset.
 */
record DeadLetterCount(long offsets) {

  /** The count now. */
  static DeadLetterCount now(FaultRun run) throws IOException {
    try (TopicOffsets ends = new TopicOffsets(run.pipeline().stack().bootstrapServers())) {
      return new DeadLetterCount(
          ends.ends(List.of(Topics.DEAD_LETTERS), IsolationLevel.READ_UNCOMMITTED).values().stream()
              .mapToLong(Long::longValue)
              .sum());
    }
  }

  /** How many offsets were written between this count and a later one. */
  long until(DeadLetterCount later) {
    return later.offsets - offsets;
  }
}
