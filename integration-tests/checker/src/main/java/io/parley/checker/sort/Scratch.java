package io.parley.checker.sort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for sorted runs, and the number of rows that each {@link SortedRows} may hold in
 * memory. {@link #close} deletes the directory with all that is in it.
 */
public final class Scratch implements AutoCloseable {

  /**
   * A row takes about 100 bytes of heap and 64 bytes of disk. Two or three sorts at the same time
   * thus take 150 MB of heap.
   */
  public static final int DEFAULT_ROWS_IN_MEMORY = 500_000;

  /** 100 bytes for each of several sorts at the same time, and as much again to spare. */
  private static final int HEAP_PER_ROW = 2_500;

  private final Path directory;
  private final int rowsInMemory;
  private int files;
  private long bytesWritten;

  private Scratch(Path directory, int rowsInMemory) {
    this.directory = directory;
    this.rowsInMemory = rowsInMemory;
  }

  /**
   * A new directory in {@code parent}.
   *
   * @param rowsInMemory at least 1
   */
  public static Scratch in(Path parent, int rowsInMemory) {
    if (rowsInMemory < 1) {
      throw new IllegalArgumentException(
          "rowsInMemory is " + rowsInMemory + ", expected at least 1: nothing could be sorted");
    }
    try {
      Files.createDirectories(parent);
      return new Scratch(Files.createTempDirectory(parent, "checker-"), rowsInMemory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a directory for sorted rows in " + parent, e);
    }
  }

  /**
   * A new directory in the machine's directory for temporary files. Fewer rows are held in memory
   * if this JVM's heap is small: with 256 MB of heap 100,000.
   */
  public static Scratch temporary() {
    long affordable = Runtime.getRuntime().maxMemory() / HEAP_PER_ROW;
    return in(
        Path.of(System.getProperty("java.io.tmpdir")),
        (int) Math.min(DEFAULT_ROWS_IN_MEMORY, affordable));
  }

  /** An empty collection of rows of this many columns. */
  public SortedRows rows(int width) {
    return new SortedRows(this, width);
  }

  int rowsInMemory() {
    return rowsInMemory;
  }

  Path newFile() {
    return directory.resolve("run-" + files++);
  }

  void noteWritten(long bytes) {
    bytesWritten += bytes;
  }

  /** The bytes of all runs so far, including deleted ones. */
  public long bytesWritten() {
    return bytesWritten;
  }

  /** How many runs were written so far. */
  int filesWritten() {
    return files;
  }

  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + directory, e);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
