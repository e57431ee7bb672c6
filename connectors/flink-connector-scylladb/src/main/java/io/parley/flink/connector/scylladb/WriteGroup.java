package io.parley.flink.connector.scylladb;

import java.util.ArrayList;
import java.util.List;

/**
 * Records of one key that are written together: consecutive records whose rows fit one batch of one
 * partition of one table. A plain class; owned by the task thread.
 *
 * <p>The rows of such a batch become readable together, so no row of the group can be read before a
 * row of an earlier record. Rows in two partitions or tables become readable one after the other,
 * in any order. A record with rows in several of them therefore makes a group of its own, and so
 * does a record that is too large for one batch. A record without rows goes with any group that is
 * still open.
 */
final class WriteGroup<W extends RecordWrite<?>> {

  private final int maxRows;
  private final long maxBytes;
  private final List<W> records = new ArrayList<>(1);
  private BoundRow first;
  private int rows;
  private long bytes;
  private boolean closed;

  /**
   * @param maxRows rows of all records together
   * @param maxBytes bytes of the values of these rows
   */
  WriteGroup(int maxRows, long maxBytes) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  List<W> records() {
    return records;
  }

  /**
   * Adds a record whose rows are bound; false, and nothing is added, if it belongs to a later
   * group.
   */
  boolean tryAdd(W record) {
    List<BoundRow> added = record.rows();
    if (closed) {
      return false;
    }
    if (!added.isEmpty()) {
      boolean fits = fits(added);
      if (rows > 0 && !fits) {
        return false;
      }
      closed = !fits;
      first = added.get(0);
      rows += added.size();
      bytes += bytesOf(added);
    }
    records.add(record);
    return true;
  }

  private boolean fits(List<BoundRow> added) {
    BoundRow other = rows > 0 ? first : added.get(0);
    return rows + added.size() <= maxRows
        && bytes + bytesOf(added) <= maxBytes
        && added.stream()
            .allMatch(
                row ->
                    row.partition().equals(other.partition()) && row.table().equals(other.table()));
  }

  private static long bytesOf(List<BoundRow> rows) {
    return rows.stream().mapToLong(BoundRow::bytes).sum();
  }
}
