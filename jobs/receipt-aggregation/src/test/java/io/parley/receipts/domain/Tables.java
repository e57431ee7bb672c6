package io.parley.receipts.domain;

import io.parley.receipts.domain.CursorUpdate.Position;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What readers see. Tables keep the value with the highest write timestamp, as the database does,
 * and of two with the same the one that came first, which is the worst a database may choose;
 * topics keep the last record.
 */
final class Tables implements LedgerOutput {

  /** A value and its write timestamp. */
  record Cell(Object value, long timestamp) {}

  private final Map<String, Cell> cells = new TreeMap<>();
  private final Map<String, Object> topics = new TreeMap<>();
  private final Map<String, Long> published = new HashMap<>();
  private final Set<String> requests = new HashSet<>();
  int rows;
  int records;
  int statuses;
  int unreadCounts;

  @Override
  public void status(MessageStatus status, long eventTime) {
    statuses++;
    long id = status.getMessageId();
    String key = "status " + id;
    publish(key, status, status.getVersion());
    requests.add("status");
    write(key, status, Versions.statusTimestamp(id, status.getVersion()));
  }

  @Override
  public void cursor(CursorUpdate update) {
    String user = update.userId();
    if (update.published()) {
      publish(
          "cursor " + user, update.left() ? "tombstone" : update.toReadCursor(), update.version());
    }
    if (update.unreadChanged()) {
      unreadCounts++;
      requests.add("unread " + user);
      write("unread " + user, update.unread(), update.version());
    }
    cursor("delivered up to " + user, update.delivered());
    cursor("read up to " + user, update.read());
    if (update.movedAsOne()) {
      rows--; // One statement writes both.
    }
  }

  private void cursor(String key, Position position) {
    if (position.moved()) {
      requests.add("cursors");
      write(key, position.upTo() + " at " + position.at(), position.version());
    }
  }

  @Override
  public void receipt(ReceiptRow row) {
    requests.add("receipts " + row.messageId());
    write(
        "receipt " + row.messageId() + " " + row.userId(),
        row.deliveredAt() + " " + row.readAt(),
        row.version());
  }

  private void publish(String topicKey, Object value, long version) {
    records++;
    Long last = published.put(topicKey, version);
    if (last != null && version <= last) {
      throw new AssertionError("Version " + version + " after " + last + " of " + topicKey);
    }
    topics.put(topicKey, value);
  }

  private void write(String key, Object value, long timestamp) {
    rows++;
    cells.merge(
        key,
        new Cell(value, timestamp),
        (old, written) -> written.timestamp() > old.timestamp() ? written : old);
  }

  /** The versions that committed readers have seen when a checkpoint is complete. */
  Map<String, Long> published() {
    return Map.copyOf(published);
  }

  /**
   * A restart publishes again from an older state. What came behind the checkpoint was never
   * committed, so committed readers have seen no more than the versions of the checkpoint.
   */
  void restarted(Map<String, Long> committed) {
    published.clear();
    published.putAll(committed);
  }

  void resetCounts() {
    rows = 0;
    records = 0;
    statuses = 0;
    unreadCounts = 0;
    requests.clear();
  }

  /** Requests since the counts were reset, if all that was written came in one flush. */
  int requests() {
    return requests.size();
  }

  Map<String, Cell> cells() {
    return cells;
  }

  Map<String, Object> topics() {
    return topics;
  }

  Object value(String key) {
    return Objects.requireNonNull(cells.get(key), key).value();
  }

  /**
   * All rows, with the write timestamps of those that never change back, and the end of the topics.
   */
  Map<String, String> endState() {
    Map<String, String> all = new TreeMap<>();
    cells.forEach(
        (key, cell) ->
            all.put(key, key.startsWith("unread") ? cell.value().toString() : cell.toString()));
    topics.forEach((key, value) -> all.put("topic " + key, words(value)));
    return all;
  }

  /** Versions and times of a cursor tell which of its intermediate values were published. */
  private static String words(Object value) {
    return value instanceof ReadCursor cursor
        ? cursor.getDeliveredUpTo() + " " + cursor.getReadUpTo() + " " + cursor.getUnreadCount()
        : value.toString();
  }
}
