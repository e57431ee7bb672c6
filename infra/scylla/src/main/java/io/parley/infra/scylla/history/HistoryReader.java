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
 * <p>A page costs one request for the list of buckets and one for each bucket it reaches into.
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
                + ".conversation_buckets WHERE conversation_id = ? AND bucket <= ?");
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
    for (Row bucket : execute(selectBuckets, conversationId, MessageBucket.of(messageId))) {
      int wanted = limit - messages.size();
      execute(selectMessages, conversationId, bucket.getInt("bucket"), messageId, wanted)
          .forEach(row -> messages.add(HistoryRows.message(row)));
      if (messages.size() == limit) {
        break;
      }
    }
    return HistoryPage.of(messages, limit);
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
