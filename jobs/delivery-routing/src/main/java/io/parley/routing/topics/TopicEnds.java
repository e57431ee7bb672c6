package io.parley.routing.topics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers where partitions end. For use by one thread; answers may come on any. */
interface TopicEnds extends AutoCloseable {

  /**
   * An answer.
   *
   * @param ends the offset after the last record of each partition
   * @param starts the offset of the first record, for the partitions for which it was asked
   * @param newestRecord the time of the newest record of any topic that the job reads; negative if
   *     it was not asked for, or there is no record
   */
  record Answer(
      Map<TopicPartition, Long> ends, Map<TopicPartition, Long> starts, long newestRecord) {}

  /**
   * Asks.
   *
   * @param withStarts the partitions whose first offsets are wanted
   * @param withNewest whether the time of the newest record is wanted, too
   */
  CompletableFuture<Answer> ask(
      Set<TopicPartition> partitions, Set<TopicPartition> withStarts, boolean withNewest);

  @Override
  void close();
}
