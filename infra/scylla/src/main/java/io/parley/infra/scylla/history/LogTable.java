package io.parley.infra.scylla.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The queries on tables {@code messages} and {@code conversation_buckets}. Each reads from one
 * partition, at LOCAL_QUORUM, so that it sees every write that was acknowledged. Safe for use by
 * several threads.
 */
final class LogTable {

  /** ScyllaDB refuses lists of more than a hundred clustering keys by default. */
  static final int MAX_KEYS = 100;

  private final CqlSession session;
  private final Optional<Duration> patience;
  private final PreparedStatement bucketsBelow;
  private final PreparedStatement bucketsFrom;
  private final PreparedStatement rowsBelow;
  private final PreparedStatement rowsAfter;
  private final PreparedStatement rowsOf;

  LogTable(CqlSession session, String keyspace) {
    this.session = session;
    this.patience = Optional.empty();
    String buckets = "SELECT bucket FROM " + keyspace + ".conversation_buckets";
    String rows = "SELECT " + HistoryRows.COLUMNS + " FROM " + keyspace + ".messages";
    this.bucketsBelow = session.prepare(buckets + " WHERE conversation_id = ? AND bucket < ?");
    this.bucketsFrom =
        session.prepare(
            buckets
                + " WHERE conversation_id = ? AND bucket >= ? AND bucket <= ? ORDER BY bucket ASC");
    String partition = rows + " WHERE conversation_id = ? AND bucket = ?";
    this.rowsBelow = session.prepare(partition + " AND event_id < ? LIMIT ?");
    this.rowsAfter =
        session.prepare(
            partition + " AND event_id > ? AND event_id <= ? ORDER BY event_id ASC LIMIT ?");
    this.rowsOf = session.prepare(partition + " AND event_id IN ?");
  }

  private LogTable(LogTable other, Duration patience) {
    this.session = other.session;
    this.patience = Optional.of(patience);
    this.bucketsBelow = other.bucketsBelow;
    this.bucketsFrom = other.bucketsFrom;
    this.rowsBelow = other.rowsBelow;
    this.rowsAfter = other.rowsAfter;
    this.rowsOf = other.rowsOf;
  }

  /** The same table; a query that takes longer than this fails. */
  LogTable within(Duration longest) {
    return new LogTable(this, longest);
  }

  /** The buckets below one that have rows, newest first. */
  List<Integer> bucketsBelow(String conversationId, int bucket) {
    return buckets(execute(bucketsBelow, conversationId, bucket));
  }

  /** The buckets of a range that have rows, oldest first. */
  List<Integer> bucketsFrom(String conversationId, int first, int last) {
    return buckets(execute(bucketsFrom, conversationId, first, last));
  }

  /** The rows of a bucket below an event, newest first. */
  List<Row> rowsBelow(String conversationId, int bucket, long eventId, int limit) {
    return execute(rowsBelow, conversationId, bucket, eventId, limit);
  }

  /** The rows of a bucket behind an event and up to another one, oldest first. */
  List<Row> rowsAfter(String conversationId, int bucket, long after, long upTo, int limit) {
    return execute(rowsAfter, conversationId, bucket, after, upTo, limit);
  }

  /** The rows of some events of a bucket, at most {@link #MAX_KEYS}. */
  List<Row> rowsOf(String conversationId, int bucket, List<Long> eventIds) {
    return execute(rowsOf, conversationId, bucket, eventIds);
  }

  private List<Row> execute(PreparedStatement statement, Object... values) {
    BoundStatement query =
        statement
            .bind(values)
            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
            .setIdempotent(true);
    List<Row> rows = new ArrayList<>();
    session.execute(patience.map(query::setTimeout).orElse(query)).forEach(rows::add);
    return rows;
  }

  private static List<Integer> buckets(List<Row> rows) {
    return rows.stream().map(row -> row.getInt("bucket")).toList();
  }
}
