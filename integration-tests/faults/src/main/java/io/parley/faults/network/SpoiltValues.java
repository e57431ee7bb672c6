package io.parley.faults.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What can be wrong with the bytes of a record whose first field is a string, one fault each, and
 * none of which may be decoded, throw, hang or take memory. A smaller sister of the corpus with
 * which {@code io.parley.schemas.wire} is tested.
 */
final class SpoiltValues {

  /** Magic byte and schema id. */
  private static final int HEADER_BYTES = 5;

  /** The length of the string takes one byte. */
  private static final int FIRST_CHARACTER_AT = HEADER_BYTES + 1;

  private static final int UNKNOWN_ID = Integer.MAX_VALUE;

  /** Declares a string of 1.5 GB, as Avro's zigzag variable-length number. */
  private static final byte[] BOMB = {(byte) 0x80, (byte) 0xbc, (byte) 0xc1, (byte) 0x96, 0x0b};

  private SpoiltValues() {}

  /**
   * The spoilt forms of a value.
   *
   * @param foreignId schema id of another record in the same registry
   */
  static List<byte[]> of(byte[] valid, int foreignId) {
    byte[] header = Arrays.copyOf(valid, HEADER_BYTES);
    List<byte[]> spoilt = new ArrayList<>();
    spoilt.add(null);
    spoilt.add(new byte[0]);
    spoilt.add(new byte[] {0});
    spoilt.add(Arrays.copyOf(valid, 3));
    spoilt.add("{\"text\": \"hello\"}".getBytes(UTF_8));
    spoilt.add(withByte(valid, 0, 1));
    spoilt.add(withId(valid, UNKNOWN_ID));
    spoilt.add(withId(valid, foreignId));
    spoilt.add(header);
    spoilt.add(Arrays.copyOf(valid, FIRST_CHARACTER_AT + 1));
    spoilt.add(Arrays.copyOf(valid, valid.length - 1));
    spoilt.add(Arrays.copyOf(valid, valid.length + 1));
    spoilt.add(withByte(valid, FIRST_CHARACTER_AT, 0xff));
    spoilt.add(join(header, BOMB));
    byte[] endlessNumber = new byte[16];
    Arrays.fill(endlessNumber, (byte) 0x80);
    spoilt.add(join(header, endlessNumber));
    return spoilt;
  }

  private static byte[] withByte(byte[] valid, int at, int value) {
    byte[] changed = valid.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] withId(byte[] valid, int id) {
    byte[] changed = valid.clone();
    ByteBuffer.wrap(changed).putInt(1, id);
    return changed;
  }

  private static byte[] join(byte[] head, byte[] tail) {
    return ByteBuffer.allocate(head.length + tail.length).put(head).put(tail).array();
  }
}
