package io.parley.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A hand-written loop with the durability and the transactions of ingest and nothing else. It
 * polls, writes rows asynchronously with many requests in flight, sends event and ack when a row is
 * acknowledged, and commits offsets and records in one transaction per second. One thread. Each
 * partition keeps its order.
 *
 * <p>It is the yardstick for ingest, so it leaves out everything else: it keeps no members,
 * recognises no repetition, checks no rule, and loses its sequences when it ends.
 */
final class HandWrittenLoop implements Runnable {

  private static final int UNDER_WAY = 512;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final long NANOS_BETWEEN_COMMITS = Duration.ofSeconds(1).toNanos();

  /** A command whose row is being written. */
  private record Pending(
      CompletionStage<AsyncResultSet> row, ConversationEvent event, CommandAck ack) {}

  private final LoopSettings settings;
  private final CqlSession session;
  private final LoopRow row;
  private final LoopNumbers numbers = new LoopNumbers();
  private final RecordDecoder<ConversationCommand> commands;
  private final RecordEncoder<ConversationEvent> events;
  private final RecordEncoder<CommandAck> acks;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

  HandWrittenLoop(
      LoopSettings settings, CqlSession session, ConfluentSchemaLookup registry, int n) {
    this.settings = settings;
    this.session = session;
    this.row = new LoopRow(session);
    this.commands = RecordDecoder.of(ConversationCommand.class, registry);
    this.events =
        RecordEncoder.of(ConversationEvent.class, settings.topic(Topics.EVENTS), registry);
    this.acks = RecordEncoder.of(CommandAck.class, settings.topic(Topics.ACKS), registry);
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", settings.bootstrapServers(),
                "group.id", settings.prefix() + "loop",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "max.poll.records", "2000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "transactional.id",
                settings.prefix() + "loop-" + n,
                "compression.type",
                "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @Override
  public void run() {
    try {
      producer.initTransactions();
      consumer.subscribe(List.of(settings.topic(Topics.COMMANDS)));
      while (true) {
        transaction();
      }
    } catch (Exception e) {
      throw new IllegalStateException("The hand-written loop failed", e);
    }
  }

  private void transaction() throws Exception {
    producer.beginTransaction();
    long end = System.nanoTime() + NANOS_BETWEEN_COMMITS;
    while (System.nanoTime() < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
        emit(UNDER_WAY);
      }
      emitWhatIsDone();
    }
    emit(0);
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws Exception {
    offsets.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1));
    if (commands.decode(record.value()) instanceof Decoding.Decoded<ConversationCommand> decoded) {
      ConversationCommand command = decoded.record();
      ConversationEvent event = numbers.event(record.partition(), record.timestamp(), command);
      pending.add(
          new Pending(
              session.executeAsync(row.bind(event)), event, LoopNumbers.ack(command, event)));
    }
  }

  /**
   * Emits records from the front of the queue, waiting for their rows, until at most a given number
   * is left.
   */
  private void emit(int left) throws Exception {
    while (pending.size() > left) {
      emitFirst();
    }
  }

  private void emitWhatIsDone() throws Exception {
    while (!pending.isEmpty() && pending.peek().row().toCompletableFuture().isDone()) {
      emitFirst();
    }
  }

  private void emitFirst() throws Exception {
    Pending first = pending.remove();
    first.row().toCompletableFuture().get();
    send(
        settings.topic(Topics.EVENTS),
        first.event().getConversationId(),
        events.encode(first.event()));
    send(settings.topic(Topics.ACKS), first.ack().getGatewayId(), acks.encode(first.ack()));
  }

  private void send(String topic, String key, byte[] value) {
    var unused = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
  }
}
