package io.parley.samples.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.InMemorySchemas;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The follower on Kafka's own fake. */
class TopicFollowerTest {

  private static final TopicPartition STATS = new TopicPartition(Topics.RECEIPT_STATS, 0);
  private static final TopicPartition CURSORS = new TopicPartition(Topics.READ_CURSORS, 0);

  private final InMemorySchemas schemas = new InMemorySchemas();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Figures figures = new Figures();
  private final TopicFollower follower =
      new TopicFollower(consumer, schemas, topic -> topic, figures);
  private long offset;

  @BeforeEach
  void topicsExist() {
    schemas.register(Topics.RECEIPT_STATS + "-value", ReceiptStats.getClassSchema());
    schemas.register(Topics.READ_CURSORS + "-value", ReadCursor.getClassSchema());
    for (TopicPartition partition : List.of(STATS, CURSORS)) {
      consumer.updatePartitions(
          partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, null, null)));
    }
    consumer.updateBeginningOffsets(Map.of(STATS, 0L, CURSORS, 0L));
    consumer.updateEndOffsets(Map.of(STATS, 0L, CURSORS, 3L));
  }

  @AfterEach
  void close() {
    follower.close();
  }

  private void give(TopicPartition partition, String key, byte[] value) {
    long at = offset++;
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(partition.topic(), 0, at, key.getBytes(UTF_8), value)));
  }

  private <T extends SpecificRecord> byte[] encoded(Class<T> type, String topic, T value)
      throws RegistryUnavailableException {
    return RecordEncoder.of(type, topic, schemas).encode(value);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(figures.json());
  }

  @Test
  void cursorsStatsAndTombstonesBecomeFigures() throws Exception {
    give(CURSORS, "lobby/ann", cursor("ann", 3));
    give(CURSORS, "lobby/bob", cursor("bob", 4));
    give(CURSORS, "lobby/ann", null);
    give(CURSORS, "lobby/bob", "garbage".getBytes(UTF_8));
    offset = 0;
    give(
        STATS,
        "60000",
        encoded(
            ReceiptStats.class,
            Topics.RECEIPT_STATS,
            FiguresTest.stats(1, ConversationKind.DIRECT, 12, 1)));
    follower.start();

    await().until(() -> json().at("/windows/0/direct/messages").asInt() == 12);
    await().until(() -> json().get("current").asBoolean());
    assertThat(json().at("/unread/messages").asInt()).isEqualTo(4);
  }

  private byte[] cursor(String user, int unread) throws RegistryUnavailableException {
    return encoded(ReadCursor.class, Topics.READ_CURSORS, FiguresTest.cursor(user, unread, 1));
  }
}
