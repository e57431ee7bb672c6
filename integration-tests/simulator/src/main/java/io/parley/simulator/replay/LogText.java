package io.parley.simulator.replay;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of a log as text, whatever their encoding; see the package comment. */
final class LogText {

  /** The byte order mark, which editors on Windows write before the first line of UTF-8. */
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final List<String> lines = new ArrayList<>();
  private int notUtf8;

  LogText(byte[] bytes) {
    int begin = startsWithByteOrderMark(bytes) ? BYTE_ORDER_MARK.length : 0;
    for (int i = begin; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        add(bytes, begin, i);
        begin = i + 1;
      }
    }
    add(bytes, begin, bytes.length);
  }

  private static boolean startsWithByteOrderMark(byte[] bytes) {
    return bytes.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
  }

  private void add(byte[] bytes, int begin, int end) {
    int last = end > begin && bytes[end - 1] == '\r' ? end - 1 : end;
    if (last > begin) {
      lines.add(decode(bytes, begin, last - begin));
    }
  }

  private String decode(byte[] bytes, int begin, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, begin, length))
          .toString();
    } catch (CharacterCodingException e) {
      notUtf8++;
      return new String(bytes, begin, length, StandardCharsets.ISO_8859_1);
    }
  }

  /** The lines that are not empty, without their ends. */
  List<String> lines() {
    return lines;
  }

  /** The number of lines that were read as ISO 8859-1. */
  int notUtf8() {
    return notUtf8;
  }
}
