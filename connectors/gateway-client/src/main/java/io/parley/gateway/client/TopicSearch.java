package io.parley.gateway.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Finds the topics that a gateway writes, before its first record. The search blocks.
 *
 * <p>Without the search a topic that is missing would look like an outage of Kafka, and the start
 * would wait for it for ever. After the search Kafka's client knows all topics, so that no first
 * record has to wait for metadata.
 *
 * <p>One question waits for at most {@code max.block.ms}, which is shorter than a connection to a
 * broker may take. So the question is repeated.
 */
final class TopicSearch {

  /** As long as the consumer waits for Kafka by default. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Not every broker knows a topic at once that has just been created. */
  private static final Duration PATIENCE_IF_UNKNOWN = Duration.ofSeconds(2);

  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

  private final Producer<byte[], byte[]> producer;
  private long firstUnknown;

  TopicSearch(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Waits until the client knows a topic.
   *
   * @throws IllegalStateException if the topic does not exist
   * @throws TimeoutException if Kafka does not answer
   */
  void find(String topic) {
    long start = System.nanoTime();
    firstUnknown = 0;
    while (!isKnown(topic, start)) {
      LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
    }
  }

  private boolean isKnown(String topic, long start) {
    try {
      if (!producer.partitionsFor(topic).isEmpty()) {
        return true;
      }
    } catch (TimeoutException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        if (!Outlet.mayPass(e) || since(start).compareTo(PATIENCE) > 0) {
          throw e;
        }
        return false;
      }
    }
    if (firstUnknown == 0) {
      firstUnknown = System.nanoTime();
    }
    if (since(firstUnknown).compareTo(PATIENCE_IF_UNKNOWN) > 0) {
      throw new IllegalStateException(
          "Topic "
              + topic
              + " does not exist: the gateway could not write its records. Run the deploy step"
              + " that creates the topics, then start again.");
    }
    return false;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
