package io.parley.schemas.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.util.Utf8;

/**
 * Reads records as Avro does, but refuses strings that are not valid UTF-8, where Avro puts U+FFFD
 * in place of what it cannot read. That character is also what gives invalid bytes away: only a
 * string that has it is checked a second time.
 */
final class StrictDatumReader<T> extends SpecificDatumReader<T> {

  private static final char REPLACEMENT = '\uFFFD';

  private final Utf8 scratch = new Utf8();

  StrictDatumReader(Schema writer, Schema reader, ClassLoader records) {
    super(writer, reader, strictData(records));
  }

  private static SpecificData strictData(ClassLoader records) {
    SpecificData data = new SpecificData(records);
    // Both would read strings past readString below.
    data.setFastReaderEnabled(false);
    data.setCustomCoders(false);
    return data;
  }

  @Override
  protected Object readString(Object old, Schema expected, Decoder in) throws IOException {
    Utf8 bytes = in.readString(scratch);
    String string = bytes.toString();
    if (string.indexOf(REPLACEMENT) >= 0) {
      requireUtf8(bytes);
    }
    return string;
  }

  private static void requireUtf8(Utf8 bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(), 0, bytes.getByteLength()));
    } catch (CharacterCodingException e) {
      throw new InvalidUtf8Exception(bytes.getByteLength());
    }
  }

  /** A string of the record is not valid UTF-8. */
  static final class InvalidUtf8Exception extends AvroRuntimeException {
    InvalidUtf8Exception(int length) {
      super("a string of " + length + " bytes is not valid UTF-8");
    }
  }
}
