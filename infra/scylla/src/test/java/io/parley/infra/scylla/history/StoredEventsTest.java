package io.parley.infra.scylla.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.infra.scylla.history.HistoryMessage.Content;
import io.parley.infra.scylla.history.HistoryMessage.Deletion;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An event that a device missed is handed out as it was published, or as a deletion. */
class StoredEventsTest {

  private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.007Z");
  private static final Instant APPENDED = Instant.parse("2026-03-01T12:00:00Z");

  /** Seen red: the time of creation stood in both places. */
  @Test
  void anEventHasTheTimeAtWhichTheBrokerTookItsCommand() {
    ConversationEvent event = StoredEvents.toEvent(stored(Optional.empty()));
    assertThat(event.getCreatedAt()).isEqualTo(CREATED.toEpochMilli());
    assertThat(event.getCommandAppendedAt()).isEqualTo(APPENDED.toEpochMilli());
    assertThat(event.getPayload())
        .isInstanceOfSatisfying(
            MessageSent.class, sent -> assertThat(sent.getText()).isEqualTo("hello"));
  }

  @Test
  void aMessageThatWasDeletedSinceIsADeletion() {
    Deletion deletion = new Deletion(9, CREATED, "bob");
    assertThat(StoredEvents.toEvent(stored(Optional.of(deletion))).getPayload())
        .isEqualTo(new MessageDeleted("alice"));
  }

  private static HistoryEvent stored(Optional<Deletion> deletion) {
    Content content =
        new Content(
            MessageType.TEXT,
            Optional.of("hello"),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            1,
            1);
    HistoryMessage message =
        new HistoryMessage(
            "room",
            7,
            2,
            EventKind.MESSAGE_SENT,
            "alice",
            "phone",
            "m1",
            CREATED,
            Optional.empty(),
            deletion,
            deletion.isPresent() ? Optional.empty() : Optional.of(content),
            Optional.empty());
    return new HistoryEvent(
        "room",
        7,
        2,
        EventKind.MESSAGE_SENT,
        7,
        "alice",
        "phone",
        "m1",
        CREATED,
        APPENDED,
        Optional.of(message));
  }
}
