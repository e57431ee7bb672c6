package io.parley.e2e.observability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Garbage that drips into an input topic, ten records a second, until it is closed. */
final class Drip implements AutoCloseable {

  private static final long INTERVAL_MS = 100;

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "drip"));

  Drip(ObservedStack stack, String topic) {
    this.topic = topic;
    producer = stack.producer(Map.of());
    var unused = thread.scheduleAtFixedRate(this::drip, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  private void drip() {
    var unused = producer.send(new ProducerRecord<>(topic, "drip".getBytes(UTF_8), new byte[1]));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    producer.close();
  }
}
