package io.parley.operations.deadletters;

import io.parley.command.CommandFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A writer of replayed records, one after the other, so that the records of a key keep their order.
 * It writes as a gateway does: without a transaction, acknowledged by all replicas in sync, and
 * compressed, because a broker measures what is compressed.
 */
final class ReplayWriter implements Replay.Writer, AutoCloseable {

  /** As much as an input topic takes. */
  private static final String MOST_BYTES = Integer.toString(2 * 1024 * 1024);

  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Connects.
   *
   * @param client properties of the Kafka client, with its address
   */
  ReplayWriter(Map<String, Object> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("acks", "all");
    config.put("enable.idempotence", "true");
    config.put("linger.ms", "0");
    config.put("compression.type", "lz4");
    config.put("max.request.size", MOST_BYTES);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public SourcePosition apply(ProducerRecord<byte[], byte[]> record) {
    try {
      RecordMetadata written = producer.send(record).get();
      return new SourcePosition(written.topic(), written.partition(), written.offset());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException tooLarge) {
        throw tooLarge;
      }
      throw new CommandFailure(
          "Kafka did not take a replayed record for %s: %s. The replay ends here. Records that were printed before are replayed; replaying them again is harmless."
              .formatted(record.topic(), e.getCause().getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted. Records that were printed are replayed.");
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
