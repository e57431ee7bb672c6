package io.parley.faults;

import io.parley.infra.kafka.TopicReader;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding.Decoded;
import io.parley.schemas.wire.RecordDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A reader of the records that are committed to a topic from a moment on, decoded. For one thread.
 */
public final class DecodedTopic<T extends SpecificRecord> implements AutoCloseable {

  private final TopicReader records;
  private final ConfluentSchemaLookup registry;
  private final RecordDecoder<T> decoder;

  /** Reads what is committed from now on. */
  public DecodedTopic(FaultRun run, String topic, Class<T> type) {
    registry = run.pipeline().stack().services().connectRegistry();
    decoder = RecordDecoder.of(type, registry);
    records = run.committedFromNow(topic);
  }

  /**
   * The records since the last call, up to the present end. Those that cannot be decoded are left
   * out.
   *
   * @throws IOException if the registry does not answer
   */
  public List<T> readToEnd() throws IOException {
    List<T> decoded = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records.readToEnd()) {
      if (decoder.decode(record.value()) instanceof Decoded<T> found) {
        decoded.add(found.record());
      }
    }
    return decoded;
  }

  @Override
  public void close() throws IOException {
    records.close();
    registry.close();
  }
}
