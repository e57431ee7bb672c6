package io.parley.infra.scylla.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.parley.infra.scylla.history.HistoryMessage.Content;
import io.parley.infra.scylla.history.HistoryMessage.Kind;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Makes up the life of a conversation from a seed and writes it as ingest does: the bucket, then
 * the row. Time goes in steps from a millisecond to a season, so that rows fall on both sides of
 * bucket borders and months stay silent.
 *
 * <p>It is also the model: {@link #newestVersions} is what a reader should see of what was written
 * so far.
 */
final class RandomHistory {

  private static final long[] STEPS_MILLIS = {
    1,
    Duration.ofMinutes(1).toMillis(),
    Duration.ofHours(30).toMillis(),
    Duration.ofDays(10).toMillis(),
    Duration.ofDays(95).toMillis()
  };

  private final String conversationId;
  private final Random random;
  private final CqlSession session;
  private final PreparedStatement insertBucket;
  private final PreparedStatement insertRow;

  private final NavigableMap<Long, HistoryMessage> newest =
      new ConcurrentSkipListMap<Long, HistoryMessage>().descendingMap();
  private final List<Long> ids = new ArrayList<>();
  private long now = Snowflake.EPOCH_MILLIS;
  private long sequence;

  RandomHistory(String conversationId, long seed, CqlSession session, String keyspace) {
    this.conversationId = conversationId;
    this.random = new Random(seed);
    this.session = session;
    this.insertBucket =
        session.prepare(
            "INSERT INTO "
                + keyspace
                + ".conversation_buckets (conversation_id, bucket) VALUES (?, ?)");
    this.insertRow =
        session.prepare(
            "INSERT INTO "
                + keyspace
                + ".messages (conversation_id, bucket, message_id, event_id, event_kind, sequence,"
                + " sender_id, author_id, device_id, client_message_id, created_at, edited_at,"
                + " deleted_at, type, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  /**
   * What a reader should see, by id, newest first. Grows while {@link #write} runs in another
   * thread.
   */
  NavigableMap<Long, HistoryMessage> newestVersions() {
    return newest;
  }

  /** Adds events: two in three are new messages, the others edit or delete a message of any age. */
  void write(int events) {
    for (int i = 0; i < events; i++) {
      now += STEPS_MILLIS[random.nextInt(STEPS_MILLIS.length)];
      long eventId = Snowflake.of(now, 0, 7, 0);
      sequence++;
      HistoryMessage version =
          ids.isEmpty() || random.nextInt(3) > 0 ? sent(eventId) : changed(eventId);
      insert(version);
      newest.put(version.messageId(), version);
    }
  }

  private HistoryMessage sent(long id) {
    ids.add(id);
    return version(id, id, Kind.MESSAGE_SENT, Optional.empty(), Optional.empty());
  }

  private HistoryMessage changed(long eventId) {
    long messageId = ids.get(random.nextInt(ids.size()));
    Optional<Instant> at = Optional.of(Instant.ofEpochMilli(now));
    return newest.get(messageId).isDeleted() || random.nextInt(3) == 0
        ? version(messageId, eventId, Kind.MESSAGE_DELETED, Optional.empty(), at)
        : version(messageId, eventId, Kind.MESSAGE_EDITED, at, Optional.empty());
  }

  private HistoryMessage version(
      long messageId,
      long eventId,
      Kind kind,
      Optional<Instant> editedAt,
      Optional<Instant> deletedAt) {
    Optional<Content> content =
        Optional.of(
                new Content(
                    MessageType.TEXT,
                    Optional.of("text of event " + eventId),
                    Optional.empty(),
                    Optional.empty()))
            .filter(text -> deletedAt.isEmpty());
    return new HistoryMessage(
        conversationId,
        messageId,
        eventId,
        sequence,
        kind,
        "alice",
        "alice",
        "phone",
        "command-" + sequence,
        Instant.ofEpochMilli(Snowflake.unixMillis(messageId)),
        editedAt,
        deletedAt,
        content,
        Optional.empty());
  }

  private void insert(HistoryMessage version) {
    int bucket = MessageBucket.of(version.messageId());
    session.execute(insertBucket.bind(conversationId, bucket));
    session.execute(
        insertRow.bind(
            conversationId,
            bucket,
            version.messageId(),
            version.eventId(),
            version.kind().name(),
            version.sequence(),
            version.senderId(),
            version.authorId(),
            version.deviceId(),
            version.clientMessageId(),
            version.createdAt(),
            version.editedAt().orElse(null),
            version.deletedAt().orElse(null),
            version.content().map(content -> content.type().name()).orElse(null),
            version.content().flatMap(Content::text).orElse(null)));
  }
}
