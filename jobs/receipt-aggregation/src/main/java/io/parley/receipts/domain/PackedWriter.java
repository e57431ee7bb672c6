package io.parley.receipts.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Writes the fields of a record into few bytes. {@link PackedReader} reads them in that order. */
final class PackedWriter {

  private byte[] buffer = new byte[128];
  private int length;

  /**
   * Writes a number in one to ten bytes. Small numbers take few bytes, and negative numbers take
   * ten.
   */
  PackedWriter number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
    return this;
  }

  PackedWriter flag(boolean value) {
    return number(value ? 1 : 0);
  }

  PackedWriter text(String value) {
    return bytes(value.getBytes(UTF_8));
  }

  PackedWriter bytes(byte[] value) {
    return bytes(value, value.length);
  }

  PackedWriter bytes(byte[] value, int count) {
    number(count);
    room(count);
    System.arraycopy(value, 0, buffer, length, count);
    length += count;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }

  private void room(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
    }
  }
}
