package io.parley.gateway.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a gateway's records into one topic. For the loop's thread, to which outcomes come
 * back.
 *
 * <p>Kafka's client blocks its caller for up to {@code max.block.ms} if it has no metadata of the
 * topic, for example after the topic was deleted, or if its buffer is full. After such a failure
 * the outlet pauses: it gives the client nothing for a second. So a topic that takes nothing blocks
 * the gateway's one thread once per pause, however many records wait for it, and the other topics
 * go on.
 *
 * <p>Records that wait keep their order. Their number is not bounded here, so a caller whose
 * records can wait elsewhere asks {@link #isOpen} first.
 */
final class Outlet {

  /** The time for which the client is given nothing after a failure. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

  /** The outcome of a record. The error is null if Kafka has the record. */
  interface Outcome {
    void on(RecordMetadata metadata, Exception error);
  }

  private record Write(long order, ProducerRecord<byte[], byte[]> record, Outcome outcome) {}

  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final Loop loop;
  private final GatewayMetrics metrics;
  private final Queue<Write> waiting = new PriorityQueue<>(Comparator.comparingLong(Write::order));
  private long order;
  private long heldBytes;
  private boolean paused;
  private boolean failing;

  Outlet(String topic, Producer<byte[], byte[]> producer, Loop loop, GatewayMetrics metrics) {
    this.topic = topic;
    this.producer = producer;
    this.loop = loop;
    this.metrics = metrics;
  }

  /**
   * Whether an error may pass by itself. Kafka's client wraps every error of a topic's metadata in
   * a timeout. A missing permission, for example, does not pass, whatever it is wrapped in.
   */
  static boolean mayPass(Exception error) {
    return error instanceof RetriableException
        && !(error.getCause() instanceof ApiException cause
            && !(cause instanceof RetriableException));
  }

  /** Whether the client may be given records now. */
  boolean isOpen() {
    return !paused;
  }

  /** The bytes that the client holds for this topic. */
  long heldBytes() {
    return heldBytes;
  }

  /** Writes a record, and writes it again after each failure that may pass. */
  void write(ProducerRecord<byte[], byte[]> record, Outcome outcome) {
    Write write = new Write(order, record, outcome);
    order++;
    if (paused) {
      waiting.add(write);
    } else {
      giveUntilTaken(write);
    }
  }

  private void giveUntilTaken(Write write) {
    give(
        write.record(),
        (metadata, error) -> {
          if (mayPass(error)) {
            waiting.add(write);
          } else {
            write.outcome().on(metadata, error);
          }
        });
  }

  /** Gives a record to the client once. The outcome gets every error. */
  void give(ProducerRecord<byte[], byte[]> record, Outcome outcome) {
    int size = record.key().length + record.value().length;
    heldBytes += size;
    AtomicReference<Exception> failure = new AtomicReference<>();
    Future<RecordMetadata> unused =
        producer.send(
            record,
            (metadata, error) -> {
              failure.set(error);
              loop.execute(() -> done(size, metadata, error, outcome));
            });
    // A client that has blocked has failed by now. The next record of this turn must not block too.
    if (mayPass(failure.get())) {
      pause(failure.get());
    }
  }

  private void done(int size, RecordMetadata metadata, Exception error, Outcome outcome) {
    heldBytes -= size;
    if (mayPass(error)) {
      metrics.failedWrites.increment();
      pause(error);
    } else if (error == null && failing && !paused) {
      failing = false;
      LOG.info("Kafka takes records for {} again", topic);
    }
    outcome.on(metadata, error);
  }

  private void pause(Exception error) {
    if (!failing) {
      failing = true;
      LOG.warn("Kafka takes no records for {}, so they wait: {}", topic, error.toString());
    }
    if (!paused) {
      paused = true;
      loop.after(PAUSE, this::resume);
    }
  }

  /** Ends a pause: gives the client the records that wait, until one fails. */
  void resume() {
    paused = false;
    while (!paused && !waiting.isEmpty()) {
      giveUntilTaken(waiting.remove());
    }
  }
}
