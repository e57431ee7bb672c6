package io.parley.gateway.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.gateway.server.history.ChatTables;
import io.parley.gateway.server.history.Membership;
import io.parley.gateway.server.wire.Json;
import io.parley.gateway.server.wire.Login;
import io.parley.infra.scylla.history.EventKind;
import io.parley.infra.scylla.history.HistoryMessage;
import io.parley.infra.scylla.history.HistoryPage;
import io.parley.infra.scylla.history.HistoryReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the REST interface answers about conversations. Only members may ask, as table {@code
 * conversation_members} has them, from the event with which they joined; a former member gets what
 * was there when they left. Safe for use by several threads; each method blocks for its reads.
 */
public final class ChatApi {

  private static final int MOST_MESSAGES = 200;
  private static final int MOST_MEMBERS_SHOWN = 64;

  /** Above this number of recipients the pipeline keeps cursors and counts only. */
  private static final int MOST_RECIPIENTS_KEPT = 256;

  private final ChatTables tables;
  private final HistoryReader history;

  public ChatApi(ChatTables tables, HistoryReader history) {
    this.tables = tables;
    this.history = history;
  }

  ObjectNode conversations(Login.Identity me, Request request) {
    Map<String, Integer> unread = tables.unread(me.user());
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("conversations");
    for (ChatTables.UserConversation conversation : tables.conversations(me.user())) {
      if (conversation.membership().isCurrent()) {
        add(list.addObject(), conversation, unread, me.user());
      }
    }
    return answer;
  }

  private void add(
      ObjectNode entry,
      ChatTables.UserConversation conversation,
      Map<String, Integer> unread,
      String user) {
    String id = conversation.membership().conversation();
    List<Membership> members = current(id);
    entry.put("conversation", id).put("kind", conversation.kind());
    ArrayNode names = entry.putArray("members");
    members.stream().limit(MOST_MEMBERS_SHOWN).map(Membership::user).forEach(names::add);
    entry.put("memberCount", members.size()).put("unread", unread.getOrDefault(id, 0));
    history.newest(id, 1).messages().stream()
        .findFirst()
        .ifPresent(last -> entry.set("last", StoredMessage.json(last, user, Optional.empty())));
  }

  ObjectNode messages(Login.Identity me, Request request) throws ApiException {
    Membership membership = membership(me, request);
    long before =
        Math.min(
            request.number("before", Long.MAX_VALUE, Long.MAX_VALUE), membership.readableBelow());
    int limit = (int) request.number("limit", HistoryReader.DEFAULT_LIMIT, MOST_MESSAGES);
    HistoryPage page = history.before(membership.conversation(), before, limit);
    List<HistoryMessage> messages =
        page.messages().stream()
            .filter(message -> membership.mayRead(message.messageId()))
            .toList();
    Map<Long, ChatTables.Status> statuses = statuses(me, messages);
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("messages");
    for (HistoryMessage message : messages) {
      list.add(
          StoredMessage.json(
              message, me.user(), Optional.ofNullable(statuses.get(message.messageId()))));
    }
    boolean reachesTheJoin = messages.size() < page.messages().size();
    return answer.put("more", page.older().isPresent() && !reachesTheJoin);
  }

  /** The statuses of the user's own messages: nobody else is told about them. */
  private Map<Long, ChatTables.Status> statuses(Login.Identity me, List<HistoryMessage> messages) {
    List<Long> own =
        messages.stream()
            .filter(message -> message.kind() == EventKind.MESSAGE_SENT)
            .filter(message -> message.authorId().equals(me.user()))
            .map(HistoryMessage::messageId)
            .toList();
    return own.isEmpty() ? Map.of() : tables.statuses(messages.get(0).conversationId(), own);
  }

  ObjectNode members(Login.Identity me, Request request) throws ApiException {
    String conversation = presentMember(me, request).conversation();
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("members");
    for (Membership member : current(conversation)) {
      list.addObject()
          .put("user", member.user())
          .put("role", member.role())
          .put("notify", member.notifyLevel())
          .put("since", Json.timeOfId(member.joinedEvent()));
    }
    return answer;
  }

  ObjectNode cursors(Login.Identity me, Request request) throws ApiException {
    String conversation = presentMember(me, request).conversation();
    Set<String> members =
        current(conversation).stream().map(Membership::user).collect(Collectors.toSet());
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("cursors");
    for (ChatTables.Cursor cursor : tables.cursors(conversation)) {
      if (members.contains(cursor.user())) {
        ObjectNode entry =
            list.addObject()
                .put("user", cursor.user())
                .put("delivered", Json.id(cursor.delivered()))
                .put("read", Json.id(cursor.read()));
        time(entry, "deliveredAt", cursor.deliveredAt());
        time(entry, "readAt", cursor.readAt());
      }
    }
    return answer;
  }

  ObjectNode receipts(Login.Identity me, Request request) throws ApiException {
    Membership membership = membership(me, request);
    long message = request.message();
    if (!membership.mayRead(message)) {
      throw new ApiException(
          403, "NOT_A_MEMBER", "The message was sent while you were not in the conversation.");
    }
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("receipts");
    for (ChatTables.ReceiptTimes times : tables.receipts(membership.conversation(), message)) {
      ObjectNode entry = list.addObject().put("user", times.user());
      time(entry, "deliveredAt", times.deliveredAt());
      time(entry, "readAt", times.readAt());
    }
    int recipients =
        history.before(membership.conversation(), message + 1, 1).messages().stream()
            .flatMap(found -> found.content().stream())
            .mapToInt(HistoryMessage.Content::recipients)
            .findFirst()
            .orElse(0);
    return answer.put("exact", recipients <= MOST_RECIPIENTS_KEPT);
  }

  private List<Membership> current(String conversation) {
    return tables.members(conversation).stream().filter(Membership::isCurrent).toList();
  }

  private Membership membership(Login.Identity me, Request request) throws ApiException {
    return tables.member(request.conversation(), me.user()).orElseThrow(ChatApi::notAMember);
  }

  private Membership presentMember(Login.Identity me, Request request) throws ApiException {
    Membership membership = membership(me, request);
    if (!membership.isCurrent()) {
      throw notAMember();
    }
    return membership;
  }

  /** The same answer for a conversation that does not exist, so that nobody learns which do. */
  private static ApiException notAMember() {
    return new ApiException(
        403,
        "NOT_A_MEMBER",
        "You are not a member of this conversation, or it does not exist. A member can add you.");
  }

  private static void time(ObjectNode object, String name, Optional<Instant> time) {
    time.ifPresent(value -> object.put(name, Json.time(value.toEpochMilli())));
  }
}
