package io.parley.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns records of a type into the value of a Kafka record. Looks the id of the schema up once, on
 * first use; never registers a schema, which is the deploy step's work. For one thread.
 */
public final class RecordEncoder<T extends SpecificRecord> {

  private final String subject;
  private final Schema schema;
  private final SchemaLookup registry;
  private final SpecificDatumWriter<T> writer;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private BinaryEncoder reused;
  private byte[] header;

  private RecordEncoder(String subject, Schema schema, SchemaLookup registry) {
    this.subject = subject;
    this.schema = schema;
    this.registry = registry;
    this.writer = new SpecificDatumWriter<>(schema);
  }

  /** An encoder for records of a generated class, for a topic. */
  public static <T extends SpecificRecord> RecordEncoder<T> of(
      Class<T> type, String topic, SchemaLookup registry) {
    AvroSafety.apply();
    return new RecordEncoder<>(topic + "-value", SpecificData.get().getSchema(type), registry);
  }

  /**
   * Looks the schema's id up, if that has not been done: for a caller who wants to learn at its
   * start, and not at its first record, that the schema is missing.
   *
   * @throws RegistryUnavailableException if the registry gives no answer: retry
   * @throws IllegalStateException if the registry does not have the schema
   */
  public void lookUpSchema() throws RegistryUnavailableException {
    if (header == null) {
      header = WireFormat.header(lookUpId());
    }
  }

  /**
   * Encodes a record.
   *
   * @throws RegistryUnavailableException if the schema's id is not known yet and the registry gives
   *     no answer: retry
   * @throws IllegalStateException if the registry does not have the schema
   */
  public byte[] encode(T record) throws RegistryUnavailableException {
    lookUpSchema();
    // First, because it writes out what a record that could not be encoded has left behind.
    reused = EncoderFactory.get().binaryEncoder(buffer, reused);
    buffer.reset();
    buffer.writeBytes(header);
    try {
      writer.write(record, reused);
      reused.flush();
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory failed", e);
    }
    return buffer.toByteArray();
  }

  /**
   * Frames a record that is in Avro's binary encoding already, as this build's schema writes it.
   * Call {@link #lookUpSchema} before.
   */
  public byte[] frame(byte[] encoded) {
    byte[] framed = Arrays.copyOf(header, header.length + encoded.length);
    System.arraycopy(encoded, 0, framed, header.length, encoded.length);
    return framed;
  }

  private int lookUpId() throws RegistryUnavailableException {
    return registry
        .idOf(subject, schema)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Subject "
                        + subject
                        + " does not have this build's schema of "
                        + schema.getFullName()
                        + ": nothing can be written. Run the deploy step that registers the"
                        + " schemas, then start again."));
  }
}
