package io.parley.checker.sort;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of sorted rows. */
record Run(Path file, int rows, int width) {

  private static final int BUFFER_BYTES = 64 * 1024;

  static Run write(Path file, long[][] rows, int count, int width) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
      for (int i = 0; i < count; i++) {
        for (long column : rows[i]) {
          out.writeLong(column);
        }
      }
    }
    return new Run(file, count, width);
  }

  /** A reader that stands on the first row. */
  Reader read() throws IOException {
    return new Reader(this);
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file, e);
    }
  }

  /** Stands on one row of a run. */
  static final class Reader implements AutoCloseable {

    private final DataInputStream in;
    private final int width;
    private int rowsLeft;
    private long[] head;

    private Reader(Run run) throws IOException {
      this.in =
          new DataInputStream(
              new BufferedInputStream(Files.newInputStream(run.file), BUFFER_BYTES));
      this.width = run.width;
      this.rowsLeft = run.rows;
      advance();
    }

    long[] head() {
      return head;
    }

    /** Steps to the next row; false at the end. */
    boolean advance() throws IOException {
      if (rowsLeft == 0) {
        return false;
      }
      rowsLeft--;
      head = new long[width];
      for (int i = 0; i < width; i++) {
        head[i] = in.readLong();
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    void closeUnchecked() {
      try {
        close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close a file that was only read", e);
      }
    }
  }
}
