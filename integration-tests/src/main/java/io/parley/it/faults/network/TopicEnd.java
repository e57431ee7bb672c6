package io.parley.it.faults.network;

import io.parley.it.faults.FaultRun;
import io.parley.it.pipeline.TopicEnds;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;

/** How much was written to a topic so far, in offsets: ends of transactions count too. */
final class TopicEnd {

  private TopicEnd() {}

  /** With what may be aborted yet. */
  static long written(FaultRun run, String topic) throws IOException {
    return sum(run, topic, IsolationLevel.READ_UNCOMMITTED);
  }

  /** As far as readers at {@code read_committed} get. */
  static long committed(FaultRun run, String topic) throws IOException {
    return sum(run, topic, IsolationLevel.READ_COMMITTED);
  }

  private static long sum(FaultRun run, String topic, IsolationLevel isolation) throws IOException {
    try (TopicEnds ends = new TopicEnds(run.pipeline().stack().bootstrapServers())) {
      return ends.of(List.of(topic), isolation).values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
