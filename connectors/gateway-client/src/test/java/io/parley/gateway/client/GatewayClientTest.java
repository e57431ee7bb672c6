package io.parley.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.InMemorySchemas;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The whole client with its thread, on Kafka's own fakes.
 *
 * <p>Seen red: with other gateways' records handed on, with a flush at the end that waits for
 * Kafka, with a start that nothing ends but Kafka, and with an end that the thread waits for on
 * itself. Also with a start that looked only for the topics that it reads: without chat.gateways it
 * repeated its first record for ever and told nobody.
 */
class GatewayClientTest {

  private static final int PARTITIONS = 5;
  private static final int OWN = KeyPartition.of(Records.GATEWAY, PARTITIONS);
  private static final TopicPartition ACKS = new TopicPartition(Topics.ACKS, OWN);
  private static final TopicPartition DELIVERIES = new TopicPartition(Topics.DELIVERIES, OWN);
  private static final long END = 100;

  private final InMemorySchemas schemas = TestGateway.schemas();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final FakeProducer producer = new FakeProducer(true);
  private final FakeHistory history = new FakeHistory();
  private final TestConnection phone = new TestConnection();
  private final GatewayClient gateway =
      GatewayClient.builder(GatewaySettings.of(Records.GATEWAY))
          .kafka(producer, consumer)
          .schemas(schemas)
          .history(history)
          .build();

  @BeforeEach
  void topicsExist() {
    schemas.register(Topics.DELIVERIES + "-value", Delivery.getClassSchema());
    schemas.register(Topics.ACKS + "-value", CommandAck.getClassSchema());
    for (String topic : List.of(Topics.ACKS, Topics.DELIVERIES)) {
      consumer.updatePartitions(
          topic,
          IntStream.range(0, PARTITIONS)
              .mapToObj(number -> new PartitionInfo(topic, number, null, null, null))
              .toList());
      consumer.updateEndOffsets(java.util.Map.of(new TopicPartition(topic, OWN), END));
    }
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private List<String> states() {
    List<String> states = new ArrayList<>();
    producer.history().stream()
        .filter(record -> record.topic().equals(Topics.GATEWAYS))
        .forEach(record -> states.add(new String(record.key(), UTF_8)));
    return states;
  }

  private byte[] encoded(Delivery delivery) {
    try {
      return RecordEncoder.of(Delivery.class, Topics.DELIVERIES, schemas).encode(delivery);
    } catch (io.parley.schemas.wire.RegistryUnavailableException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Connects a device and waits for its session: what comes before that is not for it. */
  private void connect(ClientConnection connection) {
    gateway.onConnect("ann", "ann.phone", connection);
    await("UP and CONNECTED").until(() -> producer.history().size() == 2);
  }

  /** Puts a record in the gateway's partition of deliveries, from the consumer's own thread. */
  private void deliver(long offset, String key, byte[] value) {
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(Topics.DELIVERIES, OWN, offset, key.getBytes(UTF_8), value)));
  }

  @Test
  void afterTheStartItReadsItsOwnPartitionsFromTheirEnds() {
    gateway.start();
    assertThat(consumer.assignment()).containsExactlyInAnyOrder(ACKS, DELIVERIES);
    assertThat(consumer.position(DELIVERIES)).isEqualTo(END);
    assertThat(states()).containsExactly(Records.GATEWAY);
  }

  @Test
  void ownRecordsAreHandedOnAndForeignAndUndecodableOnesAreSkipped() {
    gateway.start();
    connect(phone);
    Delivery status = Records.status("ann", 1, 1);
    deliver(END, "gw-2", encoded(Records.status("ann", 2, 1)));
    deliver(END + 1, Records.GATEWAY, "garbage".getBytes(UTF_8));
    deliver(END + 2, Records.GATEWAY, encoded(status));
    await()
        .untilAsserted(
            () ->
                assertThat(phone.of(Handover.Status.class))
                    .extracting(Handover.Status::status)
                    .containsExactly(status.getStatus()));
  }

  @Test
  void whileTheRegistryIsDownThePartitionWaits() {
    gateway.start();
    connect(phone);
    schemas.goDown();
    deliver(END, Records.GATEWAY, encodedWhileUp(Records.status("ann", 1, 1)));
    await().until(() -> consumer.paused().contains(DELIVERIES));
    assertThat(phone.handovers).isEmpty();
    schemas.comeBack();
    await().until(() -> !consumer.paused().contains(DELIVERIES));
    assertThat(consumer.position(DELIVERIES)).isEqualTo(END);
  }

  private byte[] encodedWhileUp(Delivery delivery) {
    schemas.comeBack();
    byte[] value = encoded(delivery);
    schemas.goDown();
    return value;
  }

  @Test
  void closingSaysSoToTheConnectionsAndToTheRouter() {
    gateway.start();
    gateway.onConnect("ann", "ann.phone", phone);
    gateway.close();
    assertThat(phone.closed).contains(CloseReason.SHUTDOWN);
    assertThat(states()).hasSize(2);
    assertThat(producer.closed()).isTrue();
    assertThat(consumer.closed()).isTrue();
    assertThat(gateway.ended().toCompletableFuture()).isCompleted();
  }

  @Test
  void aCrashSaysNothing() {
    gateway.start();
    connect(phone);
    gateway.crash();
    assertThat(phone.closed).isEqualTo(Optional.empty());
    assertThat(producer.history()).hasSize(2);
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void aFailureOfTheThreadClosesAllConnections() {
    gateway.start();
    connect(phone);
    consumer.setPollException(new KafkaException("not allowed"));
    await().until(() -> gateway.ended().toCompletableFuture().isCompletedExceptionally());
    assertThat(phone.closed).contains(CloseReason.GATEWAY_FAILED);
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void withoutItsTopicsItDoesNotStart() {
    consumer.updatePartitions(Topics.ACKS, List.of());
    assertThatThrownBy(gateway::start)
        .isInstanceOf(IllegalStateException.class)
        .cause()
        .hasMessageContaining(Topics.ACKS);
  }

  @Test
  void withoutATopicThatItWritesItDoesNotStart() {
    producer.lose(Topics.GATEWAYS);
    var starting = CompletableFuture.runAsync(gateway::start);
    await().until(starting::isDone);
    assertThatThrownBy(starting::join)
        .hasStackTraceContaining("Topic chat.gateways does not exist");
  }

  @Test
  void aProducerThatIsStillConnectingIsAskedAgain() {
    AtomicInteger questions = new AtomicInteger();
    GatewayClient other =
        gateway(
            new FakeProducer(true) {
              @Override
              public List<PartitionInfo> partitionsFor(String topic) {
                if (questions.incrementAndGet() <= 2) {
                  throw new TimeoutException("Topic not present in metadata after 50 ms.");
                }
                return super.partitionsFor(topic);
              }
            });
    other.start();
    assertThat(questions).hasValue(6);
    other.close();
  }

  @Test
  void withoutTheRegistryItDoesNotStart() {
    schemas.goDown();
    assertThatThrownBy(gateway::start)
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void closingDoesNotWaitForEverForAKafkaThatIsAway() {
    CompletableFuture<Void> kafkaIsBack = new CompletableFuture<>();
    FakeProducer stuck =
        new FakeProducer(true) {
          @Override
          public synchronized void flush() {
            kafkaIsBack.join();
          }
        };
    GatewayClient other = gateway(stuck);
    other.start();
    var closing = CompletableFuture.runAsync(other::close);
    try {
      await().until(closing::isDone);
      assertThat(stuck.closed()).isTrue();
    } finally {
      kafkaIsBack.complete(null);
    }
  }

  @Test
  void aStartDuringWhichTheGatewayIsClosedFails() {
    GatewayClient other = gateway(new FakeProducer(false));
    var starting = CompletableFuture.runAsync(other::start);
    await().until(() -> !consumer.assignment().isEmpty());
    other.close();
    await().until(starting::isCompletedExceptionally);
  }

  @Test
  void aConnectionMayCloseTheGateway() {
    gateway.start();
    connect(
        new ClientConnection() {
          @Override
          public void deliver(Handover handover) {
            gateway.close();
          }

          @Override
          public void close(CloseReason reason) {}
        });
    deliver(END, Records.GATEWAY, encoded(Records.status("ann", 1, 1)));
    await().until(() -> gateway.ended().toCompletableFuture().isDone());
    assertThat(producer.closed()).isTrue();
  }

  private GatewayClient gateway(FakeProducer itsProducer) {
    return GatewayClient.builder(GatewaySettings.of(Records.GATEWAY))
        .kafka(itsProducer, consumer)
        .schemas(schemas)
        .history(history)
        .build();
  }
}
