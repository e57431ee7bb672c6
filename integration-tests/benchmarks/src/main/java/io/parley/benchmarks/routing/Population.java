package io.parley.benchmarks.routing;

import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.topic.Topics;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The people and their conversations. Everything is written by a sender who is no member, so a
 * message goes to as many users as the group has. Safe for several threads as long as each
 * conversation has one writer.
 */
final class Population {

  private static final int CHANGES = 1_000;
  private static final String TEXT = "x".repeat(100);

  private final long start = System.currentTimeMillis();
  private final ScheduledExecutorService signs = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong number = new AtomicLong();

  /** Starts a gateway, which says every two seconds that it lives. */
  void start(int gateway) {
    sign(gateway, GatewayState.UP);
    var unused =
        signs.scheduleAtFixedRate(() -> sign(gateway, GatewayState.ALIVE), 2, 2, TimeUnit.SECONDS);
  }

  private void sign(int gateway, GatewayState state) {
    Feed.of(Topics.GATEWAYS).add(new GatewayEvent("gateway-" + gateway, start, state));
  }

  /** Ends the gateways without a word. */
  void end() {
    signs.shutdownNow();
  }

  /** Connects a user's phone to one of some gateways. */
  void connect(String user, int gateway, long epoch) {
    Feed.of(Topics.SESSIONS)
        .add(
            new SessionEvent(
                user, "phone", "gateway-" + gateway, start, epoch, SessionState.CONNECTED));
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
      publish(conversation, "join", changed);
    }
  }

  /** Sends a message of 100 characters. */
  void say(String conversation, String clientMessageId) {
    publish(
        conversation,
        clientMessageId,
        MessageSent.newBuilder().setType(MessageType.TEXT).setText(TEXT).build());
  }

  private void publish(String conversation, String clientMessageId, Object payload) {
    long n = number.getAndIncrement();
    long id = Snowflake.of(start + n / 1_000, 0, 0, (int) (n % 1_000));
    Feed.of(Topics.EVENTS)
        .add(
            ConversationEvent.newBuilder()
                .setEventId(id)
                .setSequence(n + 1)
                .setConversationId(conversation)
                .setMessageId(id)
                .setSenderId("stranger")
                .setDeviceId("phone")
                .setClientMessageId(clientMessageId)
                .setCreatedAt(System.currentTimeMillis())
                .setCommandAppendedAt(System.currentTimeMillis())
                .setPayload(payload)
                .build());
  }
}
