package io.parley.routing.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Packs values one after the other into a byte array. {@link Unpacker} takes them out in the same
 * order. State and records between operators are packed by hand because they are small and read for
 * every message.
 */
final class Packer {

  private byte[] bytes = new byte[96];
  private int size;

  Packer flag(boolean value) {
    return octet(value ? 1 : 0);
  }

  /** A number from 0 to 255. */
  Packer octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** A number that is often small: it takes a byte for each seven bits. */
  Packer number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** A text, or null. */
  Packer text(String value) {
    if (value == null) {
      return number(0);
    }
    byte[] utf8 = value.getBytes(UTF_8);
    return number(utf8.length + 1L).raw(utf8);
  }

  /** A constant by its name, so that the order of the constants may change. */
  Packer constant(Enum<?> value) {
    return text(value.name());
  }

  /** Bytes, or null. */
  Packer blob(byte[] value) {
    return value == null ? number(0) : number(value.length + 1L).raw(value);
  }

  private Packer raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  byte[] packed() {
    return Arrays.copyOf(bytes, size);
  }
}
