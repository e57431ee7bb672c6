package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.Digest;
import io.parley.checker.history.Seen;
import io.parley.checker.sort.Scratch;
import io.parley.checker.sort.SortedRows;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.push.PushKind;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The check of {@code chat.push}, in both directions: each request was owed, and no request is
 * missing. It sorts three times. The sort by user brings sessions and conversations together. The
 * sort by conversation and message finds the members who are to get a push for each message. The
 * sort by user and conversation judges. If a NOTIFY is missing, the check reads the events once
 * more for the names.
 *
 * <p>Each message takes one row on disk for each member who was offline.
 */
final class PushCheck {

  static final List<String> COUNTS =
      List.of("push requests NOTIFY", "push requests CLEAR", "messages for offline members");

  private final Findings findings;
  private final Timeline timeline;
  private final Map<Long, Long> missing = new HashMap<>();
  private long furtherMissing;

  PushCheck(Findings findings, Timeline timeline) {
    this.findings = findings;
    this.timeline = timeline;
  }

  void run(DeliveryHistory history, Scratch scratch) {
    try (SortedRows users = scratch.rows(UserConversations.WIDTH);
        SortedRows wanted = scratch.rows(WantedPushes.WIDTH);
        SortedRows pushes = scratch.rows(PushJudge.WIDTH)) {
      history.forEachSession(
          seen -> {
            if (UserSessions.counts(seen)) {
              users.add(UserConversations.session(seen));
            }
          });
      history.forEachEvent(
          seen -> {
            if (seen.committed()) {
              seen.value().ifPresent(event -> addEvent(event, users, wanted));
            }
          });
      history.forEachReceipt(
          seen -> seen.value().ifPresent(receipt -> addReceipt(seen, receipt, pushes)));
      history.forEachPush(
          seen -> seen.value().ifPresent(request -> addPush(seen, request, wanted)));
      users.forEach(new UserConversations(new UserPresence(wanted, pushes, timeline))::accept);
      WantedPushes messages = new WantedPushes(findings, timeline, pushes);
      wanted.forEach(messages::accept);
      messages.end();
      findings.count(COUNTS.get(2), messages.wanted());
      PushJudge judge = new PushJudge(findings, timeline, this::found);
      pushes.forEach(judge::accept);
      judge.end();
    }
    if (!missing.isEmpty()) {
      report(history);
    }
  }

  private void found(long userAndConversation, long message) {
    if (missing.size() < Findings.SAMPLES) {
      missing.put(userAndConversation, message);
    } else {
      furtherMissing++;
    }
  }

  private static void addEvent(ConversationEvent event, SortedRows users, SortedRows wanted) {
    long conversation = Digest.of(event.getConversationId());
    long id = event.getEventId();
    Object payload = event.getPayload();
    long type = payload instanceof MessageSent sent ? type(sent.getType()) : WantedPushes.NONE;
    wanted.add(WantedPushes.event(conversation, id, Digest.of(event.getSenderId()), type));
    if (payload instanceof MessageSent sent) {
      sent.getMentions()
          .forEach(user -> wanted.add(WantedPushes.mention(conversation, id, Digest.of(user))));
    } else if (payload instanceof MessageDeleted) {
      wanted.add(
          WantedPushes.deleted(
              conversation,
              event.getMessageId(),
              new WantedPushes.Deletion(Snowflake.unixMillis(id), datedFrom(event))));
    } else if (payload instanceof MembersChanged changed) {
      changed.getChanges().forEach(change -> addChange(change, event, users, wanted));
    }
  }

  /** As the router dates an event: by the append time of its command. */
  private static long datedFrom(ConversationEvent event) {
    return Math.min(event.getCommandAppendedAt(), Snowflake.unixMillis(event.getEventId()));
  }

  private static void addChange(
      MemberChange change, ConversationEvent event, SortedRows users, SortedRows wanted) {
    long conversation = Digest.of(event.getConversationId());
    long id = event.getEventId();
    long user = Digest.of(change.getUserId());
    if (change.getAction() == MemberAction.JOIN) {
      users.add(UserConversations.conversation(user, conversation));
      wanted.add(WantedPushes.level(conversation, id, user, NotifyLevel.ALL));
    } else if (change.getAction() == MemberAction.SET_NOTIFY) {
      wanted.add(WantedPushes.level(conversation, id, user, change.getNotify()));
    } else if (change.getAction() == MemberAction.LEAVE) {
      wanted.add(WantedPushes.leave(conversation, id, user, datedFrom(event)));
    }
  }

  private static void addReceipt(Seen<Receipt> seen, Receipt receipt, SortedRows pushes) {
    if (receipt.getKind() != ReceiptKind.UNKNOWN) {
      pushes.add(
          PushJudge.receipt(
              PushJudge.group(
                  Digest.of(receipt.getUserId()), Digest.of(receipt.getConversationId())),
              seen.timestamp(),
              receipt.getMessageId(),
              receipt.getKind() == ReceiptKind.READ));
    }
  }

  private void addPush(Seen<PushRequest> seen, PushRequest request, SortedRows wanted) {
    String mistake = PushRequests.mistake(seen, request);
    if (mistake != null) {
      findings.report(Violation.WRONG_PUSH, seen.at(), mistake);
    }
    if (!seen.committed() || request.getKind() == PushKind.UNKNOWN) {
      return;
    }
    findings.count("push requests " + request.getKind());
    wanted.add(
        WantedPushes.push(
            Digest.of(request.getConversationId()),
            request.getMessageId(),
            Digest.of(request.getUserId()),
            seen.at(),
            seen.timestamp(),
            request.getKind() == PushKind.NOTIFY,
            request.getSenderId() == null ? WantedPushes.NONE : Digest.of(request.getSenderId()),
            request.getType() == null ? WantedPushes.NONE : type(request.getType()),
            request.getUnreadCount()));
  }

  private static long type(MessageType type) {
    return Digest.of(type.name());
  }

  private void report(DeliveryHistory history) {
    Map<Long, String> names = new HashMap<>();
    history.forEachEvent(
        seen ->
            seen.value()
                .filter(event -> event.getPayload() instanceof MembersChanged)
                .ifPresent(event -> addNames(event, names)));
    missing.forEach(
        (userAndConversation, message) ->
            findings.report(
                Violation.PUSH_MISSING,
                "message " + message,
                "no NOTIFY of it or of a later one for "
                    + names.getOrDefault(userAndConversation, "a member")));
    for (long i = 0; i < furtherMissing; i++) {
      findings.report(Violation.PUSH_MISSING, "chat.push", "as the samples before");
    }
  }

  private void addNames(ConversationEvent event, Map<Long, String> names) {
    for (MemberChange change : ((MembersChanged) event.getPayload()).getChanges()) {
      long group =
          PushJudge.group(Digest.of(change.getUserId()), Digest.of(event.getConversationId()));
      if (missing.containsKey(group)) {
        names.put(group, change.getUserId() + " in " + event.getConversationId());
      }
    }
  }
}
