package io.parley.receipts.domain;

import io.parley.schemas.status.MessageStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
  private final Map<String, Long> versionsOfThisRun = new HashMap<>();
  private int writes;
  private int statuses;
  private int badges;

  @Override
  public void status(MessageStatus status, long eventTime) {
    statuses++;
    long id = status.getMessageId();
    String key = "status " + id;
    publish(key, status, status.getVersion());
    write(key, status, Versions.statusTimestamp(id, status.getVersion()));
  }

  @Override
  public void cursor(CursorUpdate update) {
    badges++;
    String user = update.userId();
    publish(
        "cursor " + user, update.left() ? "tombstone" : update.toReadCursor(), update.version());
    write("unread " + user, update.unread() + " at " + update.updatedAt(), update.version());
    if (update.cursorsMoved() && update.deliveredUpTo() > 0) {
      write(
          "delivered up to " + user,
          update.deliveredUpTo() + " at " + update.deliveredAt(),
          update.deliveredVersion());
    }
    if (update.cursorsMoved() && update.readUpTo() > 0) {
      write(
          "read up to " + user, update.readUpTo() + " at " + update.readAt(), update.readVersion());
    }
  }

  @Override
  public void receipt(ReceiptRow row) {
    write(
        "receipt " + row.messageId() + " " + row.userId(),
        row.deliveredAt() + " " + row.readAt(),
        row.version());
  }

  private void publish(String topicKey, Object value, long version) {
    Long last = versionsOfThisRun.put(topicKey, version);
    if (last != null
        && (version < last || version == last && !value.equals(topics.get(topicKey)))) {
      throw new AssertionError(
          "Version " + version + " after " + last + " of " + topicKey + " with another value");
    }
    topics.put(topicKey, value);
  }

  private void write(String key, Object value, long timestamp) {
    writes++;
    cells.merge(
        key,
        new Cell(value, timestamp),
        (old, written) -> written.timestamp() > old.timestamp() ? written : old);
  }

  /** A restart publishes again from an older state: versions may go back on the topic. */
  void restarted() {
    versionsOfThisRun.clear();
  }

  Map<String, Cell> cells() {
    return cells;
  }

  Map<String, Object> topics() {
    return topics;
  }

  int statuses() {
    return statuses;
  }

  int badges() {
    return badges;
  }

  int writes() {
    return writes;
  }

  Object value(String key) {
    return Objects.requireNonNull(cells.get(key), key).value();
  }
}
