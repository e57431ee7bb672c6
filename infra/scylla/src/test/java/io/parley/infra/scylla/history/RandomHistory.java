package io.parley.infra.scylla.history;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.infra.scylla.history.HistoryMessage.Content;
import io.parley.infra.scylla.history.HistoryMessage.Deletion;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A conversation made up from a seed, and the model of its history. It writes the rows of an event
 * as ingest does, and the rows of the next event when those are acknowledged. Time goes in steps
 * from a millisecond to a season, so that rows fall on both sides of bucket borders and months stay
 * empty.
 *
 * <p>The model says what a reader should see of the events that were written so far.
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
  private final LogWriter writer;

  private final NavigableMap<Long, HistoryMessage> newest =
      new ConcurrentSkipListMap<Long, HistoryMessage>().descendingMap();
  private final NavigableMap<Long, HistoryEvent> events = new ConcurrentSkipListMap<>();
  private final List<Long> ids = new ArrayList<>();
  private long now = Snowflake.EPOCH_MILLIS;
  private long sequence;

  RandomHistory(String conversationId, long seed, CqlSession session, String keyspace) {
    this.conversationId = conversationId;
    this.random = new Random(seed);
    this.writer = new LogWriter(session, keyspace);
  }

  /**
   * The messages that a reader should see, by id, newest first. Grows while {@link #write} runs in
   * another thread.
   */
  NavigableMap<Long, HistoryMessage> newestVersions() {
    return newest;
  }

  /** The events that a reader should see, by id, with the newest versions of their messages. */
  List<HistoryEvent> events() {
    return events.values().stream().map(this::withNewestVersion).toList();
  }

  /** The ids of the events that are acknowledged. */
  List<Long> eventIds() {
    return List.copyOf(events.keySet());
  }

  /** Adds events: two in three are new messages, the others edit or delete a message of any age. */
  void write(int count) {
    for (int i = 0; i < count; i++) {
      now += STEPS_MILLIS[random.nextInt(STEPS_MILLIS.length)];
      long eventId = Snowflake.of(now, 0, 7, 0);
      sequence++;
      if (ids.isEmpty() || random.nextInt(3) > 0) {
        send(eventId);
      } else {
        change(eventId);
      }
    }
  }

  private void send(long id) {
    HistoryEvent event = event(id, EventKind.MESSAGE_SENT, id);
    String text = textOf(id);
    writer.send(event, text);
    ids.add(id);
    newest.put(
        id,
        new HistoryMessage(
            conversationId,
            id,
            sequence,
            EventKind.MESSAGE_SENT,
            "alice",
            "phone",
            event.clientMessageId(),
            event.createdAt(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(content(text)),
            Optional.empty()));
    events.put(id, event);
  }

  private void change(long eventId) {
    long messageId = ids.get(random.nextInt(ids.size()));
    HistoryMessage was = newest.get(messageId);
    if (was.isDeleted() || random.nextInt(3) == 0) {
      HistoryEvent event = event(eventId, EventKind.MESSAGE_DELETED, messageId);
      writer.delete(event);
      Deletion deletion =
          new Deletion(eventId, Instant.ofEpochMilli(Snowflake.unixMillis(eventId)), "alice");
      newest.put(messageId, version(was, was.editEventId(), Optional.of(deletion), null));
      events.put(eventId, event);
    } else {
      HistoryEvent event = event(eventId, EventKind.MESSAGE_EDITED, messageId);
      writer.edit(event, textOf(eventId));
      newest.put(messageId, version(was, Optional.of(eventId), Optional.empty(), textOf(eventId)));
      events.put(eventId, event);
    }
  }

  private static HistoryMessage version(
      HistoryMessage was, Optional<Long> edit, Optional<Deletion> deletion, String text) {
    return new HistoryMessage(
        was.conversationId(),
        was.messageId(),
        was.sequence(),
        was.kind(),
        was.authorId(),
        was.deviceId(),
        was.clientMessageId(),
        was.createdAt(),
        edit,
        deletion,
        Optional.ofNullable(text).map(RandomHistory::content),
        Optional.empty());
  }

  private static Content content(String text) {
    return new Content(
        MessageType.TEXT,
        Optional.of(text),
        Optional.empty(),
        Optional.empty(),
        Set.of("bob"),
        3,
        7);
  }

  private static String textOf(long eventId) {
    return "text of event " + eventId;
  }

  private HistoryEvent event(long id, EventKind kind, long messageId) {
    return new HistoryEvent(
        conversationId,
        id,
        sequence,
        kind,
        messageId,
        "alice",
        "phone",
        "command-" + sequence,
        Instant.ofEpochMilli(Snowflake.unixMillis(id)),
        Instant.ofEpochMilli(Snowflake.unixMillis(id) - 7),
        Optional.empty());
  }

  private HistoryEvent withNewestVersion(HistoryEvent event) {
    return new HistoryEvent(
        event.conversationId(),
        event.eventId(),
        event.sequence(),
        event.kind(),
        event.messageId(),
        event.senderId(),
        event.deviceId(),
        event.clientMessageId(),
        event.createdAt(),
        event.commandAppendedAt(),
        Optional.of(newest.get(event.messageId())));
  }
}
