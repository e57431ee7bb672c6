package io.parley.checker.live;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Queries at LOCAL_QUORUM, which see every write that was acknowledged. Each reads at most two rows
 * of one partition. Safe for use by several threads.
 */
final class CqlNewestRows implements NewestRows {

  private final CqlSession session;
  private final PreparedStatement rows;
  private final PreparedStatement buckets;

  CqlNewestRows(CqlSession session, String keyspace) {
    this.session = session;
    // Both tables keep their rows newest first.
    this.rows =
        session.prepare(
            "SELECT event_id, sequence FROM %s.messages WHERE conversation_id = ? AND bucket = ? AND event_id <= ? LIMIT 2"
                .formatted(keyspace));
    this.buckets =
        session.prepare(
            "SELECT bucket FROM %s.conversation_buckets WHERE conversation_id = ? AND bucket < ? LIMIT 1"
                .formatted(keyspace));
  }

  @Override
  public CompletionStage<List<StoredEvent>> upTo(String conversation, int bucket, long eventId) {
    return execute(rows, conversation, bucket, eventId).thenApply(CqlNewestRows::storedEvents);
  }

  @Override
  public CompletionStage<OptionalInt> bucketBelow(String conversation, int bucket) {
    return execute(buckets, conversation, bucket)
        .thenApply(
            found -> {
              Row row = found.one();
              return row == null ? OptionalInt.empty() : OptionalInt.of(row.getInt("bucket"));
            });
  }

  private CompletionStage<AsyncResultSet> execute(PreparedStatement statement, Object... values) {
    return session.executeAsync(
        statement
            .bind(values)
            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
            .setIdempotent(true));
  }

  private static List<StoredEvent> storedEvents(AsyncResultSet found) {
    List<StoredEvent> events = new ArrayList<>();
    found
        .currentPage()
        .forEach(
            row -> events.add(new StoredEvent(row.getLong("event_id"), row.getLong("sequence"))));
    return events;
  }
}
