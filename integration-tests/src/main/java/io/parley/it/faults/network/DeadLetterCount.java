package io.parley.it.faults.network;

import io.parley.it.faults.FaultRun;
import io.parley.schemas.topic.Topics;
import java.io.IOException;

/**
 * How many dead letters there are, uncommitted ones included. An outage is not bad input: it must
 * not make any.
 */
record DeadLetterCount(long offsets) {

  static DeadLetterCount now(FaultRun run) throws IOException {
    return new DeadLetterCount(TopicEnd.written(run, Topics.DEAD_LETTERS));
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
