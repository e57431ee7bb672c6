package io.parley.benchmarks.routing;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The conversations. Everything is written by a sender who is no member, so a message goes to as
 * many users as the group has. For one thread.
 */
final class Population {

  private static final int CHANGES = 1_000;
  private static final int FEW = 100;
  private static final String TEXT = "x".repeat(100);

  private final long start = System.currentTimeMillis();
  private final Stand stand;
  private final StoredRows rows;
  private final List<CompletionStage<AsyncResultSet>> writes = new ArrayList<>();
  private long number;

  Population(Stand stand, StoredRows rows) {
    this.stand = stand;
    this.rows = rows;
  }

  /** Puts users into a conversation, as many at once as ingest allows. */
  void join(String conversation, List<String> users) {
    for (int from = 0; from < users.size(); from += CHANGES) {
      MembersChanged changed =
          MembersChanged.newBuilder()
              .setConversationKind(ConversationKind.GROUP)
              .setChanges(
                  users.subList(from, Math.min(users.size(), from + CHANGES)).stream()
                      .map(
                          user ->
                              new MemberChange(
                                  user, MemberAction.JOIN, MemberRole.MEMBER, NotifyLevel.ALL))
                      .toList())
              .setMemberCount(users.size())
              .build();
      // A long list of members is fetched from the table and not sent.
      publish(conversation, "join", changed, users.size() > FEW);
    }
    awaitRows();
  }

  /** Sends a message of 100 characters. */
  void say(String conversation, String clientMessageId) {
    publish(conversation, clientMessageId, message(), false);
  }

  /** Sends a message that is stored, so that a SYNC finds it. {@link #awaitRows} is to follow. */
  void sayAndStore(String conversation) {
    publish(conversation, "stored", message(), true);
  }

  private static MessageSent message() {
    return MessageSent.newBuilder().setType(MessageType.TEXT).setText(TEXT).build();
  }

  /** The row is there before the event is visible, as ingest has it. */
  private void publish(String conversation, String clientMessageId, Object payload, boolean store) {
    long n = number++;
    long id = Snowflake.of(start + n / 1_000, 0, 0, (int) (n % 1_000));
    if (store) {
      writes.add(rows.store(conversation, id));
      if (writes.size() >= CHANGES) {
        awaitRows();
      }
    }
    stand.publish(event(conversation, id, n + 1, clientMessageId, payload));
  }

  void awaitRows() {
    writes.forEach(write -> write.toCompletableFuture().join());
    writes.clear();
  }

  static ConversationEvent event(
      String conversation, long id, long sequence, String clientMessageId, Object payload) {
    return ConversationEvent.newBuilder()
        .setEventId(id)
        .setSequence(sequence)
        .setConversationId(conversation)
        .setMessageId(id)
        .setSenderId("stranger")
        .setDeviceId("phone")
        .setClientMessageId(clientMessageId)
        .setCreatedAt(System.currentTimeMillis())
        .setCommandAppendedAt(System.currentTimeMillis())
        .setPayload(payload)
        .build();
  }
}
