package io.parley.receipts.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Reads what {@link PackedWriter} wrote, field by field. */
final class PackedReader {

  private final byte[] buffer;
  private int position;

  PackedReader(byte[] buffer) {
    this.buffer = buffer;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = buffer[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  int count() {
    return Math.toIntExact(number());
  }

  boolean flag() {
    return number() != 0;
  }

  String text() {
    int length = count();
    position += length;
    return new String(buffer, position - length, length, UTF_8);
  }

  byte[] bytes() {
    int length = count();
    position += length;
    return Arrays.copyOfRange(buffer, position - length, position);
  }
}
