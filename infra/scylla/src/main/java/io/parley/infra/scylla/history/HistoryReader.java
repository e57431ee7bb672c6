package io.parley.infra.scylla.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.schemas.id.MessageBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * A reader of the log of conversations, backwards by messages, or by events. The package comment
 * says what it promises. It is safe for use by several threads. Each call blocks until its page is
 * read, and throws the exceptions of the driver.
 *
 * <p>A page costs one request if it lies within one 10-day bucket. Otherwise it costs one more
 * request for the list of buckets, and one for each further bucket that it reads. In a page of
 * events, edits and deletions cost one request for each older bucket that has their messages.
 */
public final class HistoryReader {

  public static final int DEFAULT_LIMIT = 50;

  static final int MAX_LIMIT = 1_000;

  private final LogTable table;

  /** A reader of a keyspace that the migrations have created. The caller closes the session. */
  public HistoryReader(CqlSession session, String keyspace) {
    this(new LogTable(session, keyspace));
  }

  private HistoryReader(LogTable table) {
    this.table = table;
  }

  /**
   * The same reader with a bound on the time of each request. A request that takes longer fails.
   * Without a bound the timeout of the session counts, and the sessions of tools are patient.
   */
  public HistoryReader within(Duration longest) {
    return new HistoryReader(table.within(longest));
  }

  /** The newest messages of a conversation; an empty page if there are none. */
  public HistoryPage newest(String conversationId, int limit) {
    return before(conversationId, Long.MAX_VALUE, limit);
  }

  /**
   * The newest messages below an id, newest first. Changes of members are among them. Edits and
   * deletions are not, because they show in their messages.
   *
   * @param id any id, not only that of a message
   * @param limit most messages to give, 1 to 1,000
   */
  public HistoryPage before(String conversationId, long id, int limit) {
    requireLimit(limit);
    List<HistoryMessage> messages = new ArrayList<>(limit);
    int own = MessageBucket.of(id); // The bucket of Long.MAX_VALUE is decades ahead and empty.
    if (id != Long.MAX_VALUE) {
      // Most pages lie within one bucket, so the list of buckets is not read yet.
      readDown(conversationId, own, id, limit, messages);
    }
    if (messages.size() < limit) {
      for (int bucket : table.bucketsBelow(conversationId, own)) {
        readDown(conversationId, bucket, id, limit, messages);
        if (messages.size() == limit) {
          break;
        }
      }
    }
    return HistoryPage.of(messages, limit);
  }

  /**
   * The oldest events behind one event and up to another, oldest first. Their sequence numbers have
   * no gaps.
   *
   * @param afterEventId the event to read behind; 0 reads from the first event
   * @param upToEventId the last event wanted; {@link Long#MAX_VALUE} reads to the end
   * @param limit most events to give, 1 to 1,000
   */
  public EventPage eventsAfter(
      String conversationId, long afterEventId, long upToEventId, int limit) {
    requireLimit(limit);
    List<Row> rows = new ArrayList<>(limit);
    for (int bucket : buckets(conversationId, afterEventId, upToEventId)) {
      int wanted = limit - rows.size();
      rows.addAll(table.rowsAfter(conversationId, bucket, afterEventId, upToEventId, wanted));
      if (rows.size() == limit) {
        break;
      }
    }
    List<HistoryEvent> events = new EventAssembly(table, conversationId).assemble(rows);
    boolean filled = events.size() == limit;
    long last = filled ? events.get(limit - 1).eventId() : 0;
    return new EventPage(
        events, filled && last < upToEventId ? OptionalLong.of(last) : OptionalLong.empty());
  }

  /**
   * The newest events up to one, oldest first. Edits and deletions count as events.
   *
   * @param upToEventId the last event wanted; {@link Long#MAX_VALUE} reads from the end
   * @param limit most events to give, 1 to 1,000
   */
  public List<HistoryEvent> newestEvents(String conversationId, long upToEventId, int limit) {
    requireLimit(limit);
    long below = upToEventId == Long.MAX_VALUE ? Long.MAX_VALUE : upToEventId + 1;
    List<Row> rows = new ArrayList<>(limit);
    for (int bucket : table.bucketsBelow(conversationId, MessageBucket.of(upToEventId) + 1)) {
      rows.addAll(table.rowsBelow(conversationId, bucket, below, limit - rows.size()));
      if (rows.size() == limit) {
        break;
      }
    }
    Collections.reverse(rows);
    return new EventAssembly(table, conversationId).assemble(rows);
  }

  private List<Integer> buckets(String conversationId, long afterEventId, long upToEventId) {
    if (upToEventId <= afterEventId) {
      return List.of();
    }
    int first = MessageBucket.of(Math.max(afterEventId, 0));
    int last = MessageBucket.of(upToEventId);
    return first == last ? List.of(first) : table.bucketsFrom(conversationId, first, last);
  }

  /** Adds the newest messages of a bucket below an id, until {@code limit} messages are read. */
  private void readDown(
      String conversationId, int bucket, long id, int limit, List<HistoryMessage> messages) {
    long below = id;
    int wanted = limit - messages.size();
    while (wanted > 0) {
      List<Row> rows = table.rowsBelow(conversationId, bucket, below, wanted);
      rows.stream()
          .filter(HistoryRows::hasAPlaceInTheHistory)
          .map(HistoryRows::message)
          .forEach(messages::add);
      if (rows.size() < wanted) {
        return;
      }
      below = HistoryRows.eventId(rows.get(rows.size() - 1));
      wanted = limit - messages.size();
    }
  }

  private static void requireLimit(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A page of " + limit + ": expected 1 to " + MAX_LIMIT);
    }
  }
}
