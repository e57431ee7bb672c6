package io.parley.schemas.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.util.Utf8;

/**
 * Reads records as Avro does, but refuses strings that are not valid UTF-8, where Avro puts U+FFFD
 * in place of what it cannot read. That character is also what gives invalid bytes away: only a
 * string that has it is checked a second time.
 *
 * <p>One kind of field is read more gently. Within a field that has the schema property {@value
 * #INVALID_UTF8_PROPERTY} with the value {@value #MARK}, an invalid string comes out with an
 * unpaired surrogate at its end. No valid string has one, so whoever checks the content can refuse
 * it and say so to the sender. The ids around the field are still strict. Without this a command
 * with half an emoji in its text would be undecodable, and its sender would wait for an answer for
 * ever.
 */
final class StrictDatumReader<T> extends SpecificDatumReader<T> {

  static final String INVALID_UTF8_PROPERTY = "parley.invalid-utf8";
  static final String MARK = "mark";

  private static final char REPLACEMENT = '\uFFFD';
  private static final char UNPAIRED_SURROGATE = '\uD800';

  private final Utf8 scratch = new Utf8();
  private boolean marking;

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
  protected void readField(
      Object record, Schema.Field field, Object old, ResolvingDecoder in, Object state)
      throws IOException {
    boolean outside = marking;
    marking |= MARK.equals(field.getProp(INVALID_UTF8_PROPERTY));
    try {
      super.readField(record, field, old, in, state);
    } finally {
      marking = outside;
    }
  }

  @Override
  protected Object readString(Object old, Schema expected, Decoder in) throws IOException {
    Utf8 bytes = in.readString(scratch);
    String string = bytes.toString();
    if (string.indexOf(REPLACEMENT) < 0 || isUtf8(bytes)) {
      return string;
    }
    if (marking) {
      return string + UNPAIRED_SURROGATE;
    }
    throw new InvalidUtf8Exception(bytes.getByteLength());
  }

  private static boolean isUtf8(Utf8 bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(), 0, bytes.getByteLength()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** A string of the record is not valid UTF-8. */
  static final class InvalidUtf8Exception extends AvroRuntimeException {
    InvalidUtf8Exception(int length) {
      super("a string of " + length + " bytes is not valid UTF-8");
    }
  }
}
