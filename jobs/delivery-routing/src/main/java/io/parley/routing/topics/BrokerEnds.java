package io.parley.routing.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** A {@link TopicEnds} that asks Kafka's brokers. */
final class BrokerEnds implements TopicEnds {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Admin admin;
  private final List<String> topics;

  /**
   * @param topics whose newest record is asked for
   */
  BrokerEnds(Properties properties, List<String> topics) {
    this.admin = Admin.create(properties);
    this.topics = topics;
  }

  @Override
  public CompletableFuture<Answer> ask(
      Set<TopicPartition> partitions, Set<TopicPartition> withStarts, boolean withNewest) {
    var starts = offsets(withStarts, OffsetSpec.earliest());
    var newest = withNewest ? newest() : CompletableFuture.completedFuture(-1L);
    return offsets(partitions, OffsetSpec.latest())
        .thenCombine(starts, (ends, begins) -> new Answer(ends, begins, -1))
        .thenCombine(newest, (answer, time) -> new Answer(answer.ends(), answer.starts(), time));
  }

  private CompletableFuture<Map<TopicPartition, Long>> offsets(
      Set<TopicPartition> partitions, OffsetSpec which) {
    if (partitions.isEmpty()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    return infos(partitions, which)
        .thenApply(
            infos -> {
              Map<TopicPartition, Long> offsets = new HashMap<>();
              infos.forEach((partition, info) -> offsets.put(partition, info.offset()));
              return offsets;
            });
  }

  private CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> infos(
      Set<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> request = new HashMap<>();
    partitions.forEach(partition -> request.put(partition, which));
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    options.timeoutMs(PATIENCE_MILLIS);
    return admin.listOffsets(request, options).all().toCompletionStage().toCompletableFuture();
  }

  private CompletableFuture<Long> newest() {
    return admin
        .describeTopics(topics)
        .allTopicNames()
        .toCompletionStage()
        .toCompletableFuture()
        .thenCompose(
            found -> {
              Set<TopicPartition> all = new HashSet<>();
              for (TopicDescription topic : found.values()) {
                topic
                    .partitions()
                    .forEach(p -> all.add(new TopicPartition(topic.name(), p.partition())));
              }
              return infos(all, OffsetSpec.maxTimestamp());
            })
        .thenApply(
            infos ->
                infos.values().stream()
                    .mapToLong(ListOffsetsResultInfo::timestamp)
                    .max()
                    .orElse(-1));
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
