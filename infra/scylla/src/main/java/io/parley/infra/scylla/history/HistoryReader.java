package io.parley.infra.scylla.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.schemas.id.MessageBucket;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages through the history of conversations; what it promises is said in the package comment.
 * Reads at LOCAL_QUORUM, so it sees everything that was acknowledged. Safe for use by several
 * threads; each call blocks until its page is there and throws what the driver throws.
 *
 * <p>A page below a message costs one request. Where it reaches beyond that message's bucket, and
 * for the newest page, there is one more for the list of buckets and one for each bucket it reaches
 * into.
 */
public final class HistoryReader {

  public static final int DEFAULT_LIMIT = 50;

  private static final int MAX_LIMIT = 1_000;

  private final CqlSession session;
  private final PreparedStatement selectBuckets;
  private final PreparedStatement selectMessages;

  /** A reader of a keyspace that the migrations have made. The caller closes the session. */
  public HistoryReader(CqlSession session, String keyspace) {
    this.session = session;
    this.selectBuckets =
        session.prepare(
            "SELECT bucket FROM "
                + keyspace
                + ".conversation_buckets WHERE conversation_id = ? AND bucket < ?");
    this.selectMessages =
        session.prepare(
            "SELECT "
                + HistoryRows.COLUMNS
                + " FROM "
                + keyspace
                + ".messages WHERE conversation_id = ? AND bucket = ? AND message_id < ?"
                + " GROUP BY message_id LIMIT ?");
  }

  /** The newest messages of a conversation; an empty page if there are none. */
  public HistoryPage newest(String conversationId, int limit) {
    return before(conversationId, Long.MAX_VALUE, limit);
  }

  /**
   * The newest messages below an id.
   *
   * @param messageId any id, not only that of a message
   * @param limit most messages to give, 1 to 1,000
   */
  public HistoryPage before(String conversationId, long messageId, int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "A page of " + limit + " messages: expected 1 to " + MAX_LIMIT);
    }
    List<HistoryMessage> messages = new ArrayList<>(limit);
    int own = MessageBucket.of(messageId); // Of the highest id: the last, decades ahead and empty.
    if (messageId != Long.MAX_VALUE) {
      // Most pages end where they begin: the list of buckets need not be asked for.
      read(conversationId, own, messageId, limit, messages);
    }
    if (messages.size() < limit) {
      for (Row row : execute(selectBuckets, conversationId, own)) {
        read(conversationId, row.getInt("bucket"), messageId, limit, messages);
        if (messages.size() == limit) {
          break;
        }
      }
    }
    return HistoryPage.of(messages, limit);
  }

  /** Adds the newest messages of a bucket below an id, until there are {@code limit}. */
  private void read(
      String conversationId, int bucket, long messageId, int limit, List<HistoryMessage> messages) {
    int wanted = limit - messages.size();
    execute(selectMessages, conversationId, bucket, messageId, wanted)
        .forEach(row -> messages.add(HistoryRows.message(row)));
  }

  private Iterable<Row> execute(PreparedStatement statement, Object... values) {
    BoundStatement bound =
        statement
            .bind(values)
            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
            .setIdempotent(true);
    return session.execute(bound);
  }
}
