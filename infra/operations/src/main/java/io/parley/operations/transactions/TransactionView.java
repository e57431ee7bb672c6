package io.parley.operations.transactions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.command.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Shows open transactions: as a table for people, as JSON for scripts. */
final class TransactionView {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Readers readers;
  private final Map<TopicPartition, Long> held;
  private final Instant now;

  TransactionView(Readers readers, Map<TopicPartition, Long> held, Instant now) {
    this.readers = readers;
    this.held = held;
    this.now = now;
  }

  ObjectNode json(OpenTransaction transaction) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("transactional_id", transaction.id());
    json.put("job", transaction.owner().job());
    json.put("id_prefix", transaction.owner().prefix());
    json.put("of_this_deployment", transaction.owner().ofThisDeployment());
    json.put("state", transaction.state());
    json.put("producer_id", transaction.producerId());
    json.put("producer_epoch", transaction.producerEpoch());
    json.put("since", transaction.since().toString());
    json.put("open_seconds", age(transaction).toSeconds());
    json.put("aborted_by_broker_at", transaction.abortedAt().toString());
    ArrayNode partitions = json.putArray("partitions");
    transaction.partitions().stream()
        .sorted(Comparator.comparing(TopicPartition::toString))
        .forEach(
            partition ->
                partitions
                    .addObject()
                    .put("topic", partition.topic())
                    .put("partition", partition.partition())
                    .put("offsets_held_up", held.getOrDefault(partition, 0L)));
    ArrayNode waiting = json.putArray("readers");
    readers.of(transaction.topics()).forEach(waiting::add);
    return json;
  }

  /**
   * What an abort has done with a transaction.
   *
   * @param outcome "aborted" or "in use"
   */
  static ObjectNode outcome(OpenTransaction transaction, String outcome) {
    return MAPPER
        .createObjectNode()
        .put("transactional_id", transaction.id())
        .put("job", transaction.owner().job())
        .put("since", transaction.since().toString())
        .put("outcome", outcome);
  }

  Table table(List<OpenTransaction> transactions) {
    Table table =
        new Table(
            "TRANSACTIONAL ID",
            "JOB",
            "STATE",
            "SINCE",
            "OPEN",
            "ABORTED AT",
            "TOPICS",
            "HELD UP",
            "READERS");
    for (OpenTransaction transaction : transactions) {
      table.row(
          transaction.id(),
          transaction.owner().toString(),
          transaction.state(),
          transaction.since().toString(),
          age(transaction).toSeconds() + " s",
          transaction.abortedAt().toString(),
          "%s in %d partitions"
              .formatted(String.join(", ", transaction.topics()), transaction.partitions().size()),
          Long.toString(heldUpBy(transaction)),
          String.join(", ", readers.of(transaction.topics())));
    }
    return table;
  }

  private long heldUpBy(OpenTransaction transaction) {
    return transaction.partitions().stream().mapToLong(p -> held.getOrDefault(p, 0L)).sum();
  }

  private Duration age(OpenTransaction transaction) {
    Duration age = Duration.between(transaction.since(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
