package io.parley.operations.transactions;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How much readers of committed records wait for: in each partition, the offsets between the last
 * stable one and the end. Kafka moves the last stable offset only when the oldest open transaction
 * of the partition has ended.
 */
final class HeldUp {

  private final Admin admin;

  HeldUp(Admin admin) {
    this.admin = admin;
  }

  /** Offsets held up in the partitions of some transactions. */
  Map<TopicPartition, Long> by(Collection<OpenTransaction> transactions) {
    return in(
        transactions.stream()
            .flatMap(transaction -> transaction.partitions().stream())
            .collect(Collectors.toSet()));
  }

  private Map<TopicPartition, Long> in(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> stable = ask(question, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> ends = ask(question, IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> held =
        new TreeMap<>(
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    // The end may have moved between the two questions, but never back.
    ends.forEach((partition, end) -> held.put(partition, Math.max(0, end - stable.get(partition))));
    return held;
  }

  private Map<TopicPartition, Long> ask(
      Map<TopicPartition, OffsetSpec> question, IsolationLevel isolation) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> answer :
        Answers.of(
                admin.listOffsets(question, new ListOffsetsOptions(isolation)).all(),
                "list the offsets of " + question.keySet())
            .entrySet()) {
      offsets.put(answer.getKey(), answer.getValue().offset());
    }
    return offsets;
  }
}
