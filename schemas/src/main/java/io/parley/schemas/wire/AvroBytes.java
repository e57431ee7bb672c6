package io.parley.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Encodes records of one type in Avro's binary encoding, without the header of the wire format. So
 * the bytes can be a field of another record, or be compared: equal records have equal bytes. For
 * one thread.
 */
public final class AvroBytes<T extends SpecificRecord> {

  private final SpecificDatumWriter<T> writer;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private BinaryEncoder encoder;

  public AvroBytes(Class<T> type) {
    writer = new SpecificDatumWriter<>(type);
  }

  /** The bytes of this record, in a new array. */
  public byte[] of(T value) {
    bytes.reset();
    encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
    try {
      writer.write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }
}
