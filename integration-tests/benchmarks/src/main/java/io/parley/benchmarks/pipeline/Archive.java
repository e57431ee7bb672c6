package io.parley.benchmarks.pipeline;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.parley.cli.Provisioning;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A long conversation, written straight into the tables with the columns and timestamps that ingest
 * would give them, but in batches. A message every ten seconds, so a million fill a dozen buckets.
 *
 * @param messages how many
 * @param end time of the newest, milliseconds since 1970
 */
record Archive(String conversation, int messages, long end) {

  private static final long MILLIS_APART = 10_000;
  private static final int BATCH = 50;
  private static final int UNDER_WAY = 32;
  private static final String TEXT = "x".repeat(100);

  /** The id of message {@code n}, from 0. */
  long id(int n) {
    return Snowflake.of(end - (messages - 1L - n) * MILLIS_APART, 0, 1, 0);
  }

  void write(CqlSession session) throws InterruptedException {
    PreparedStatement insert =
        session.prepare(
            "INSERT INTO %s.messages (conversation_id, bucket, message_id, event_id, event_kind, sequence, sender_id, device_id, client_message_id, created_at, command_appended_at, type, text, recipients, ordinal) VALUES (?, ?, ?, ?, 'MESSAGE_SENT', ?, ?, ?, ?, ?, ?, 'TEXT', ?, 1, ?) USING TIMESTAMP ?"
                .formatted(Provisioning.KEYSPACE));
    PreparedStatement bucket =
        session.prepare(
            "INSERT INTO %s.conversation_buckets (conversation_id, bucket) VALUES (?, ?) USING TIMESTAMP ?"
                .formatted(Provisioning.KEYSPACE));
    Semaphore window = new Semaphore(UNDER_WAY);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    int newestBucket = Integer.MIN_VALUE;
    for (int n = 0; n < messages && failure.get() == null; ) {
      int inBucket = MessageBucket.of(id(n));
      if (inBucket != newestBucket) {
        session.execute(bucket.bind(conversation, inBucket, Snowflake.writeTimestampMicros(id(n))));
        newestBucket = inBucket;
      }
      BatchStatementBuilder batch = new BatchStatementBuilder(DefaultBatchType.UNLOGGED);
      int from = n;
      while (n < messages && n < from + BATCH && MessageBucket.of(id(n)) == inBucket) {
        batch.addStatement(row(insert, n));
        n++;
      }
      window.acquire();
      var unused =
          session
              .executeAsync(batch.build())
              .whenComplete(
                  (result, error) -> {
                    window.release();
                    failure.compareAndSet(null, error);
                  });
    }
    window.acquire(UNDER_WAY);
    if (failure.get() != null) {
      throw new IllegalStateException("The archive could not be written", failure.get());
    }
  }

  private BoundStatement row(PreparedStatement insert, int n) {
    long id = id(n);
    String sender = conversation + "-u" + n % 2;
    Instant at = Instant.ofEpochMilli(Snowflake.unixMillis(id));
    return insert.bind(
        conversation,
        MessageBucket.of(id),
        id,
        id,
        n + 1L,
        sender,
        sender + ".d",
        "m-" + n,
        at,
        at,
        TEXT,
        n + 1L,
        Snowflake.writeTimestampMicros(id));
  }
}
