package io.parley.benchmarks.receipts;

import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The time from when a receipt was due to be sent until a reader holds the status that follows from
 * it. It reads {@code chat.message-status} uncommitted, as the router does, on a thread of its own.
 * A failure of that thread is thrown by {@link #close}.
 */
final class StatusClock implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private record Message(String conversation, long id) {}

  private final Map<Message, Long> due = new ConcurrentHashMap<>();
  private final Map<Message, Long> seen = new ConcurrentHashMap<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder<MessageStatus> decoder;
  private final Thread thread;
  private volatile Histogram micros = new ConcurrentHistogram(3);
  private volatile boolean stopped;

  private StatusClock(Stand stand, String run) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", stand.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    String topic = Stand.topic(run, Topics.MESSAGE_STATUS);
    List<TopicPartition> partitions =
        IntStream.range(0, Stand.PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    decoder = RecordDecoder.of(MessageStatus.class, stand.schemas());
    thread = new Thread(this::read, "status-clock");
  }

  static StatusClock start(Stand stand, String run) {
    StatusClock clock = new StatusClock(stand, run);
    clock.thread.start();
    return clock;
  }

  /** Starts the clock of a message for which one receipt is sent. */
  void due(String conversation, long messageId, long nanos) {
    due.put(new Message(conversation, messageId), nanos);
  }

  /** How many statuses are still owed. */
  int owed() {
    return due.size();
  }

  /** Returns the times so far, in microseconds, and begins anew. */
  Histogram reset() {
    Histogram before = micros;
    micros = new ConcurrentHistogram(3);
    return before;
  }

  /** When the first status of a message was read, as {@link System#nanoTime} has it. */
  OptionalLong seen(String conversation, long messageId) {
    Long nanos = seen.get(new Message(conversation, messageId));
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  private void read() {
    try (consumer) {
      while (!stopped) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (decoder.decode(record.value()) instanceof Decoding.Decoded<MessageStatus> status) {
            see(status.record());
          }
        }
      }
    } catch (Exception e) {
      failure.set(e);
    }
  }

  private void see(MessageStatus status) {
    long now = System.nanoTime();
    Message message = new Message(status.getConversationId(), status.getMessageId());
    Long since = due.remove(message);
    if (since != null) {
      micros.recordValue((now - since) / 1_000);
    }
    seen.putIfAbsent(message, now);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("The reader of statuses failed.", failure.get());
    }
  }
}
