package io.parley.benchmarks.routing;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.gateway.client.HistorySource;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.MessageBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/**
 * The table of messages, as far as a SYNC needs it: the key of each event. Reads are real reads of
 * one partition, the load that a SYNC is. All events of a run lie in one bucket.
 */
final class StoredRows implements HistorySource, AutoCloseable {

  /** Reads so far. */
  final LongAdder reads = new LongAdder();

  private final CqlSession session;
  private final PreparedStatement insert;
  private final PreparedStatement select;

  StoredRows(CqlSession session) {
    this.session = session;
    insert =
        session.prepare(
            "INSERT INTO %s.messages (conversation_id, bucket, event_id, event_kind) VALUES (?, ?, ?, 'MESSAGE_SENT')"
                .formatted(Stand.KEYSPACE));
    select =
        session.prepare(
            "SELECT event_id, event_kind FROM %s.messages WHERE conversation_id = ? AND bucket = ? AND event_id > ? AND event_id <= ? LIMIT ?"
                .formatted(Stand.KEYSPACE));
  }

  /** Stores the key of an event. */
  CompletionStage<AsyncResultSet> store(String conversation, long event) {
    return session.executeAsync(insert.bind(conversation, MessageBucket.of(event), event));
  }

  @Override
  public CompletionStage<Page> after(
      String conversation, long afterEventId, long upToEventId, int limit) {
    reads.increment();
    int bucket = MessageBucket.of(upToEventId == Long.MAX_VALUE ? afterEventId : upToEventId);
    return session
        .executeAsync(select.bind(conversation, bucket, afterEventId, upToEventId, limit))
        .thenApply(rows -> page(conversation, rows.currentPage(), limit));
  }

  @Override
  public CompletionStage<Page> newest(String conversation, long upToEventId, int limit) {
    return after(conversation, 0, upToEventId, limit);
  }

  private static Page page(String conversation, Iterable<Row> rows, int limit) {
    List<ConversationEvent> events = new ArrayList<>();
    for (Row row : rows) {
      long id = row.getLong("event_id");
      // The rows have no sequence. With 0 the gateway does not compare it with that of a broadcast.
      events.add(Population.event(conversation, id, 0, "stored", message()));
    }
    return new Page(events, events.size() < limit);
  }

  private static MessageSent message() {
    return MessageSent.newBuilder().setType(MessageType.TEXT).setText("stored").build();
  }

  @Override
  public void close() {
    session.close();
  }
}
