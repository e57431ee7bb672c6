package io.parley.infra.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file to which a server writes its output. A restart appends to it. */
final class ServerLog {

  private static final int TAIL_LINES = 30;
  private static final int TAIL_BYTES = 16 * 1024;

  private final Path file;
  private long start;

  ServerLog(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** From now on {@link #contains} looks only at text that is written after this call. */
  void markStart() throws IOException {
    Files.createDirectories(file.getParent());
    start = Files.exists(file) ? Files.size(file) : 0;
  }

  /** Whether the server has written this since it was last started. */
  boolean contains(String text) {
    return read(start, Integer.MAX_VALUE).contains(text);
  }

  /** The last lines written since the last start, for an error message. */
  String tail() {
    List<String> lines = read(start, TAIL_BYTES).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private String read(long from, int atMost) {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      int length = (int) Math.min(atMost, log.length() - from);
      log.seek(log.length() - length);
      byte[] bytes = new byte[length];
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the log " + file, e);
    }
  }
}
