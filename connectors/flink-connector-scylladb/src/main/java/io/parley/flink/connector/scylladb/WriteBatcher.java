package io.parley.flink.connector.scylladb;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Gathers rows with the same partition key, of one table or several, until a group is full, old
 * enough or wanted. It has no clock and no thread, because the {@link WriteEngine} tells it the
 * time. Owned by the task thread.
 *
 * <p>It groups by key and never by shard, because the shard that owns a partition may change at any
 * time.
 */
final class WriteBatcher<T> {

  /**
   * The reason why a group was sent, for the label {@code reason} of the metric {@code flushes}.
   */
  enum FlushReason {
    ROWS,
    BYTES,
    LINGER,
    CROWDED,
    DRAIN
  }

  private final int maxRows;
  private final long maxBytes;
  private final long lingerMillis;
  private final int maxWaitingRows;
  private final BiConsumer<WriteRequest<T>, FlushReason> out;
  private final Map<Object, Group<T>> groups = new LinkedHashMap<>(); // Oldest first.
  private int waitingRows;

  /**
   * @param maxWaitingRows rows of all groups together, above which the oldest group leaves
   * @param out takes each group that leaves; must not call back
   */
  WriteBatcher(
      WriteSettings settings, int maxWaitingRows, BiConsumer<WriteRequest<T>, FlushReason> out) {
    this.maxRows = settings.batchMaxRows();
    this.maxBytes = settings.batchMaxBytes();
    this.lingerMillis = settings.batchLinger().toMillis();
    this.maxWaitingRows = maxWaitingRows;
    this.out = out;
  }

  void add(WriteRequest.Row<T> row, long nowMillis) {
    Object partition = row.bound().partition();
    Group<T> group = groups.get(partition);
    if (group != null && group.bytes + row.bound().bytes() > maxBytes) {
      leave(partition, FlushReason.BYTES);
      group = null;
    }
    if (group == null) {
      group = new Group<>(nowMillis + lingerMillis);
      groups.put(partition, group);
    }
    group.add(row);
    waitingRows++;
    if (group.rows.size() >= maxRows) {
      leave(partition, FlushReason.ROWS);
    } else if (waitingRows > maxWaitingRows) {
      leave(groups.keySet().iterator().next(), FlushReason.CROWDED);
    }
  }

  /** Sends the groups whose linger is over. */
  void flushOlderThan(long nowMillis) {
    List<Object> due = new ArrayList<>();
    Iterator<Map.Entry<Object, Group<T>>> oldest = groups.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<Object, Group<T>> next = oldest.next();
      if (next.getValue().deadline > nowMillis) {
        break;
      }
      due.add(next.getKey());
    }
    due.forEach(partition -> leave(partition, FlushReason.LINGER));
  }

  void flushAll() {
    List.copyOf(groups.keySet()).forEach(partition -> leave(partition, FlushReason.DRAIN));
  }

  /** When the oldest group must leave, or {@link Long#MAX_VALUE} if no row waits. */
  long nextDeadline() {
    return groups.isEmpty() ? Long.MAX_VALUE : groups.values().iterator().next().deadline;
  }

  int waitingRows() {
    return waitingRows;
  }

  private void leave(Object partition, FlushReason reason) {
    Group<T> group = groups.remove(partition);
    waitingRows -= group.rows.size();
    out.accept(new WriteRequest<>(group.rows), reason);
  }

  private static final class Group<T> {
    private final long deadline;
    private final List<WriteRequest.Row<T>> rows = new ArrayList<>();
    private long bytes;

    Group(long deadline) {
      this.deadline = deadline;
    }

    void add(WriteRequest.Row<T> row) {
      rows.add(row);
      bytes += row.bound().bytes();
    }
  }
}
