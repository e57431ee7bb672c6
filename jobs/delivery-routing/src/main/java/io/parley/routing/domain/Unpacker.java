package io.parley.routing.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Takes out what {@link Packer} packed. */
final class Unpacker {

  private final byte[] bytes;
  private int at;

  Unpacker(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the version that begins every packed state.
   *
   * @throws IllegalStateException if a newer build wrote the state, because this build would
   *     misread it
   */
  static Unpacker ofVersion(int expected, byte[] bytes, String what) {
    Unpacker unpacker = new Unpacker(bytes);
    int version = unpacker.octet();
    if (version != expected) {
      throw new IllegalStateException(
          "The state of %s has version %d; this build reads version %d. Start the build that wrote it."
              .formatted(what, version, expected));
    }
    return unpacker;
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  boolean flag() {
    return octet() != 0;
  }

  int octet() {
    return bytes[at++] & 0xFF;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  int count() {
    return (int) number();
  }

  String text() {
    int length = count() - 1;
    if (length < 0) {
      return null;
    }
    at += length;
    return new String(bytes, at - length, length, UTF_8);
  }

  <E extends Enum<E>> E constant(Class<E> type) {
    return Enum.valueOf(type, text());
  }

  byte[] blob() {
    int length = count() - 1;
    if (length < 0) {
      return null;
    }
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }
}
