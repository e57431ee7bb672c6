package io.parley.ingest.testing;

import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/** A topic that the job writes, as its readers see it. */
public final class Topic<T extends SpecificRecord> {

  private final IngestRig rig;
  private final String name;
  private final RecordDecoder<T> decoder;

  public Topic(IngestRig rig, String catalogueName, Class<T> type) {
    this.rig = rig;
    this.name = rig.topic(catalogueName);
    this.decoder = RecordDecoder.of(type, rig.schemas());
  }

  /** Waits for {@code count} records and gives all that are there. */
  public List<T> await(IsolationLevel isolation, int count) throws Exception {
    return decode(rig.kafka().read(name, isolation, count));
  }

  /** All that a reader can see now. */
  public List<T> all(IsolationLevel isolation) throws Exception {
    return decode(rig.kafka().readAll(name, isolation));
  }

  private List<T> decode(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
    List<T> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      values.add(decode(record));
    }
    return values;
  }

  /** The value of a record. */
  public T decode(ConsumerRecord<byte[], byte[]> record) throws Exception {
    Decoding<T> decoding = decoder.decode(record.value());
    if (decoding instanceof Decoding.Decoded<T> decoded) {
      return decoded.record();
    }
    throw new AssertionError(
        "%s-%d@%d: %s".formatted(name, record.partition(), record.offset(), decoding));
  }
}
