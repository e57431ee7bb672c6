package io.parley.benchmarks.meters;

import static io.parley.schemas.broker.BrokerAnswers.await;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many records topics have taken so far. */
public final class TopicEnds {

  private TopicEnds() {}

  /** The ends of partitions, added up by topic. Transaction markers count too. */
  public static Map<String, Long> byTopic(Admin admin, Stream<TopicPartition> partitions)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, OffsetSpec.latest()));
    Map<String, Long> ends = new TreeMap<>();
    await(admin.listOffsets(question).all())
        .forEach((partition, end) -> ends.merge(partition.topic(), end.offset(), Long::sum));
    return ends;
  }
}
