package io.parley.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * Kafka's own client with the recommended settings.
 *
 * <p>Seen red: with a {@code max.block.ms} of two seconds, a record for a topic without metadata
 * held the gateway's thread up for as long.
 */
class RecommendedKafkaSettingsTest {

  /** Nothing listens there. */
  private static final String NOBODY = "127.0.0.1:1";

  @Test
  void aRecordWithoutMetadataHoldsTheThreadUpForAMomentAndFailsAtOnce() {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            RecommendedKafkaSettings.producer(NOBODY),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try {
      AtomicReference<Exception> failure = new AtomicReference<>();
      byte[] text = "text".getBytes(UTF_8);
      long start = System.nanoTime();
      var unused =
          producer.send(
              new ProducerRecord<>("chat.receipts", text, text),
              (metadata, error) -> failure.set(error));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      assertThat(Outlet.mayPass(failure.get())).as("%s", failure.get()).isTrue();
    } finally {
      producer.close(Duration.ZERO);
    }
  }
}
