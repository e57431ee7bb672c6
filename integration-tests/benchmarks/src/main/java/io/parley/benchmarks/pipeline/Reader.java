package io.parley.benchmarks.pipeline;

import io.parley.cli.StackState;
import io.parley.infra.kafka.TopicReader;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/**
 * Reads a topic from where it ends now, in a thread of its own, and hands over each record. The
 * consumer has Kafka's defaults: a fetch answers as soon as there is anything.
 */
final class Reader<T extends SpecificRecord> implements AutoCloseable {

  private final TopicReader records;
  private final ConfluentSchemaLookup registry;
  private final RecordDecoder<T> decoder;
  private final Consumer<T> handler;
  private final ExecutorService thread;
  private final Future<?> reading;
  private volatile boolean stopping;

  Reader(
      StackState stack,
      String topic,
      Class<T> type,
      IsolationLevel isolation,
      Consumer<T> handler) {
    this.handler = handler;
    registry = ConfluentSchemaLookup.connect(List.of(stack.registryUrl()), Map.of());
    decoder = RecordDecoder.of(type, registry);
    records = new TopicReader(stack.bootstrapServers(), topic, isolation);
    records.skipToEnd();
    thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "read " + topic));
    reading = thread.submit(this::read);
  }

  private Void read() throws Exception {
    while (!stopping) {
      for (ConsumerRecord<byte[], byte[]> record : records.poll()) {
        Decoding<T> decoding = decoder.decode(record.value());
        if (!(decoding instanceof Decoding.Decoded<T> decoded)) {
          throw new IllegalStateException(
              "%s-%d@%d, which a job wrote, is no record of its topic: %s"
                  .formatted(record.topic(), record.partition(), record.offset(), decoding));
        }
        handler.accept(decoded.record());
      }
    }
    return null;
  }

  /**
   * Checks that the thread is still at it.
   *
   * @throws IllegalStateException if it failed
   */
  void check() {
    if (reading.isDone()) {
      close();
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      reading.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A reader of the benchmark failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("A reader of the benchmark does not end", e);
    } finally {
      thread.shutdownNow();
    }
    records.close();
  }
}
