package io.parley.gateway.server.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.schemas.id.MessageBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The tables of members, badges, cursors and statuses, as the REST interface shows them. Each query
 * reads one partition at LOCAL_QUORUM. The methods block for at most a few seconds, and throw the
 * exceptions of the driver. Safe for use by several threads.
 */
public final class ChatTables {

  /** Most rows of one answer. */
  static final int MOST_ROWS = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_KEYS = 100;

  /** How far a user has got in a conversation; ids are 0 and times empty for nothing yet. */
  public record Cursor(
      String user,
      long delivered,
      long read,
      Optional<Instant> deliveredAt,
      Optional<Instant> readAt) {}

  /** How far a message has come. */
  public record Status(String status, int recipients, int delivered, int read) {}

  /** When a recipient got and read a message. */
  public record ReceiptTimes(
      String user, Optional<Instant> deliveredAt, Optional<Instant> readAt) {}

  /** A conversation of a user. */
  public record UserConversation(Membership membership, String kind) {}

  private final CqlSession session;
  private final PreparedStatement conversations;
  private final PreparedStatement members;
  private final PreparedStatement member;
  private final PreparedStatement unread;
  private final PreparedStatement cursors;
  private final PreparedStatement statuses;
  private final PreparedStatement receipts;

  /** The tables of a keyspace that the migrations have created. The caller closes the session. */
  public ChatTables(CqlSession session, String keyspace) {
    this.session = session;
    String membership = "role, notify, joined_event_id, left_event_id";
    conversations =
        prepare(
            ("SELECT user_id, conversation_id, conversation_kind, %s FROM %s.user_conversations"
                    + " WHERE user_id = ? LIMIT %d")
                .formatted(membership, keyspace, MOST_ROWS));
    String fromMembers =
        ("SELECT conversation_id, user_id, %s FROM %s.conversation_members WHERE conversation_id ="
                + " ?")
            .formatted(membership, keyspace);
    members = prepare(fromMembers + " LIMIT " + MOST_ROWS);
    member = prepare(fromMembers + " AND user_id = ?");
    unread =
        prepare(
            "SELECT conversation_id, unread_count FROM %s.unread_counts WHERE user_id = ?"
                .formatted(keyspace));
    cursors =
        prepare(
            "SELECT * FROM %s.receipt_cursors WHERE conversation_id = ? LIMIT %d"
                .formatted(keyspace, MOST_ROWS));
    statuses =
        prepare(
            ("SELECT * FROM %s.message_status WHERE conversation_id = ? AND bucket = ? AND"
                    + " message_id IN ?")
                .formatted(keyspace));
    receipts =
        prepare(
            "SELECT * FROM %s.receipts WHERE conversation_id = ? AND message_id = ? LIMIT %d"
                .formatted(keyspace, MOST_ROWS));
  }

  private PreparedStatement prepare(String query) {
    return session.prepare(query);
  }

  /** The conversations of a user, present and past. */
  public List<UserConversation> conversations(String user) {
    return read(
        row -> new UserConversation(membership(row), text(row, "conversation_kind")),
        conversations,
        user);
  }

  /** The members of a conversation, present and past. */
  public List<Membership> members(String conversation) {
    return read(ChatTables::membership, members, conversation);
  }

  /** The membership of a user; empty if they were never in the conversation. */
  public Optional<Membership> member(String conversation, String user) {
    return read(ChatTables::membership, member, conversation, user).stream().findFirst();
  }

  /** The unread messages of a user by conversation. */
  public Map<String, Integer> unread(String user) {
    Map<String, Integer> counts = new HashMap<>();
    execute(unread, user)
        .forEach(row -> counts.put(row.getString("conversation_id"), row.getInt("unread_count")));
    return counts;
  }

  /** How far each user has got in a conversation. */
  public List<Cursor> cursors(String conversation) {
    return read(
        row ->
            new Cursor(
                text(row, "user_id"),
                row.getLong("delivered_up_to"),
                row.getLong("read_up_to"),
                time(row, "delivered_at"),
                time(row, "read_at")),
        cursors,
        conversation);
  }

  /** The statuses of messages that have receipts. The others are SENT. */
  public Map<Long, Status> statuses(String conversation, List<Long> messages) {
    Map<Integer, List<Long>> byBucket = new TreeMap<>();
    messages.forEach(
        id -> byBucket.computeIfAbsent(MessageBucket.of(id), any -> new ArrayList<>()).add(id));
    Map<Long, Status> found = new HashMap<>();
    byBucket.forEach(
        (bucket, ids) -> {
          for (int i = 0; i < ids.size(); i += MOST_KEYS) {
            List<Long> some = ids.subList(i, Math.min(i + MOST_KEYS, ids.size()));
            execute(statuses, conversation, bucket, some)
                .forEach(row -> found.put(row.getLong("message_id"), status(row)));
          }
        });
    return found;
  }

  /** When the recipients of a message got and read it, as far as it was kept for each of them. */
  public List<ReceiptTimes> receipts(String conversation, long message) {
    return read(
        row ->
            new ReceiptTimes(text(row, "user_id"), time(row, "delivered_at"), time(row, "read_at")),
        receipts,
        conversation,
        message);
  }

  private <T> List<T> read(Function<Row, T> form, PreparedStatement statement, Object... values) {
    List<T> all = new ArrayList<>();
    execute(statement, values).forEach(row -> all.add(form.apply(row)));
    return all;
  }

  private Iterable<Row> execute(PreparedStatement statement, Object... values) {
    return session.execute(
        statement
            .bind(values)
            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
            .setTimeout(PATIENCE)
            .setIdempotent(true));
  }

  private static Membership membership(Row row) {
    return new Membership(
        text(row, "conversation_id"),
        text(row, "user_id"),
        text(row, "role"),
        text(row, "notify"),
        row.getLong("joined_event_id"),
        row.getLong("left_event_id"));
  }

  private static Status status(Row row) {
    return new Status(
        text(row, "status"),
        row.getInt("recipients"),
        row.getInt("delivered_count"),
        row.getInt("read_count"));
  }

  private static String text(Row row, String column) {
    String value = row.getString(column);
    return value == null ? "" : value;
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getInstant(column));
  }
}
