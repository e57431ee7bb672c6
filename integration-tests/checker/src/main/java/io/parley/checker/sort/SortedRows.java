package io.parley.checker.sort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * A collection of rows of longs that takes rows in any order and gives them back sorted by the
 * first column, then the second, and so on. At most {@code rowsInMemory} rows are in memory. The
 * others are in sorted runs in the scratch directory, which are merged while reading.
 *
 * <p>All rows have the same number of columns. Call {@link #add} for all rows first, then read once
 * or several times, then {@link #close}, which deletes the runs. For one thread.
 */
public final class SortedRows implements AutoCloseable {

  private static final Comparator<long[]> BY_COLUMNS = Arrays::compare;

  private final Scratch scratch;
  private final List<Run> runs = new ArrayList<>();
  private final int width;
  private long[][] buffer = new long[1024][];
  private int buffered;

  SortedRows(Scratch scratch, int width) {
    this.scratch = scratch;
    this.width = width;
  }

  /** Keeps a row; the array must not be changed afterwards. */
  public void add(long... row) {
    if (row.length != width) {
      throw new IllegalArgumentException(
          "A row of " + row.length + " columns does not fit among rows of " + width);
    }
    if (buffered == scratch.rowsInMemory()) {
      spill();
    }
    if (buffered == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffered, scratch.rowsInMemory()));
    }
    buffer[buffered++] = row;
  }

  /** Gives all rows in order. */
  public void forEach(Consumer<long[]> reader) {
    Arrays.sort(buffer, 0, buffered, BY_COLUMNS);
    if (runs.isEmpty()) {
      for (int i = 0; i < buffered; i++) {
        reader.accept(buffer[i]);
      }
      return;
    }
    if (buffered > 0) {
      spill();
    }
    merge(reader);
  }

  /**
   * Gives all rows in order, those with the same first column together. A group is in memory as a
   * whole.
   */
  public void forEachGroup(Consumer<List<long[]>> reader) {
    List<long[]> group = new ArrayList<>();
    forEach(
        row -> {
          if (!group.isEmpty() && group.get(0)[0] != row[0]) {
            reader.accept(List.copyOf(group));
            group.clear();
          }
          group.add(row);
        });
    if (!group.isEmpty()) {
      reader.accept(List.copyOf(group));
    }
  }

  private void spill() {
    Arrays.sort(buffer, 0, buffered, BY_COLUMNS);
    try {
      runs.add(Run.write(scratch.newFile(), buffer, buffered, width));
      scratch.noteWritten((long) buffered * width * Long.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write sorted rows to " + scratch, e);
    }
    Arrays.fill(buffer, 0, buffered, null);
    buffered = 0;
  }

  private void merge(Consumer<long[]> reader) {
    PriorityQueue<Run.Reader> heads =
        new PriorityQueue<>(Comparator.comparing(Run.Reader::head, BY_COLUMNS));
    try {
      for (Run run : runs) {
        heads.add(run.read());
      }
      while (!heads.isEmpty()) {
        Run.Reader least = heads.poll();
        reader.accept(least.head());
        if (least.advance()) {
          heads.add(least);
        } else {
          least.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read sorted rows back from " + scratch, e);
    } finally {
      heads.forEach(Run.Reader::closeUnchecked);
    }
  }

  /** Deletes the runs. */
  @Override
  public void close() {
    runs.forEach(Run::delete);
    runs.clear();
    buffer = new long[0][];
    buffered = 0;
  }
}
