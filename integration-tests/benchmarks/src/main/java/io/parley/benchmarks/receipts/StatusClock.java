package io.parley.benchmarks.receipts;

import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
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
 * A failure of that thread is thrown by {@link #isPaid} and {@link #close}.
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

  /** Whether the reader has the statuses of all receipts so far. Fails if the reader has failed. */
  boolean isPaid() {
    throwFailure();
    return due.isEmpty();
  }

  /** The statuses that are still owed, for an error. */
  String owed() {
    return due.isEmpty()
        ? "no status"
        : "%d statuses that follow from receipts, such as that of %s"
            .formatted(due.size(), due.keySet().iterator().next());
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
          see(decoded(record));
        }
      }
    } catch (Exception e) {
      failure.set(e);
    }
  }

  private MessageStatus decoded(ConsumerRecord<byte[], byte[]> record)
      throws RegistryUnavailableException {
    if (decoder.decode(record.value()) instanceof Decoding.Decoded<MessageStatus> status) {
      return status.record();
    }
    throw new IllegalStateException(
        "The status at offset %d of partition %d cannot be decoded."
            .formatted(record.offset(), record.partition()));
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
    throwFailure();
  }

  private void throwFailure() {
    if (failure.get() != null) {
      throw new IllegalStateException("The reader of statuses failed.", failure.get());
    }
  }
}
