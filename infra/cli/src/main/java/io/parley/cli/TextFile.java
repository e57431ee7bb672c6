package io.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A reader of a growing text file that prints its end and follows it. For one thread. */
final class TextFile {

  private static final int LONGEST_TAIL = 4 * 1024 * 1024;
  private static final long MILLIS_BETWEEN_LOOKS = 200;

  private final Path file;
  private long position;

  TextFile(Path file) {
    this.file = file;
  }

  /** Prints the last lines, within the last 4 MiB. */
  void printTail(int lines, PrintWriter out) throws IOException {
    position = Math.max(0, Files.size(file) - LONGEST_TAIL);
    List<String> all = next().lines().toList();
    all.subList(Math.max(0, all.size() - lines), all.size()).forEach(out::println);
    out.flush();
  }

  /** Prints what is appended from now on, until the condition holds. */
  void follow(PrintWriter out, BooleanSupplier until) throws IOException, InterruptedException {
    boolean last;
    do {
      last = until.getAsBoolean();
      out.print(next());
      out.flush();
      TimeUnit.MILLISECONDS.sleep(last ? 0 : MILLIS_BETWEEN_LOOKS);
    } while (!last);
  }

  private String next() throws IOException {
    try (RandomAccessFile text = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.max(0, text.length() - position)];
      text.seek(position);
      text.readFully(bytes);
      position += bytes.length;
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
