package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.Digest;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.checker.sort.Scratch;
import io.parley.checker.sort.SortedRows;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The check that every device of every member was handed every event. It compares {@code
 * chat.events} and {@code chat.sessions} with {@code chat.deliveries} and {@code chat.receipts}.
 * The package comment says what can be decided.
 *
 * <p>The check sorts twice: by user, to bring devices and conversations together, and then by
 * conversation and event. If it finds a violation, it reads the sessions once more for the names.
 */
final class CompletenessCheck {

  static final String OWED = "events owed to devices";
  static final String HANDED_AGAIN = "of these, handed again";

  private final Findings findings;
  private final Timeline timeline;
  private final List<OwedDevice.Missed> missed = new ArrayList<>();
  private long furtherMissed;

  CompletenessCheck(Findings findings, Timeline timeline) {
    this.findings = findings;
    this.timeline = timeline;
  }

  void run(DeliveryHistory history, Scratch scratch) {
    try (SortedRows users = scratch.rows(UserConversations.WIDTH);
        SortedRows owed = scratch.rows(CompletenessJudge.WIDTH)) {
      history.forEachEvent(seen -> addEvent(seen, users, owed));
      history.forEachSession(seen -> addSession(seen, users));
      history.forEachDelivery(seen -> addDelivery(seen, owed));
      history.forEachReceipt(
          seen ->
              seen.value()
                  .ifPresent(
                      receipt ->
                          owed.add(
                              CompletenessJudge.receipt(
                                  Digest.of(receipt.getConversationId()),
                                  timeline
                                      .devices()
                                      .at(
                                          device(receipt.getUserId(), receipt.getDeviceId()),
                                          seen.timestamp()),
                                  receipt.getMessageId()))));
      users.forEach(new UserConversations(new UserDevices(owed, timeline))::accept);
      CompletenessJudge judge = new CompletenessJudge(timeline.lag(), timeline.end(), this::found);
      owed.forEach(judge::accept);
      judge.end();
      findings.count(OWED, judge.judged());
      findings.count(HANDED_AGAIN, judge.handedAgain());
    }
    if (!missed.isEmpty()) {
      report(names(history));
    }
  }

  private void found(OwedDevice.Missed what) {
    if (missed.size() < Findings.SAMPLES) {
      missed.add(what);
    } else {
      furtherMissed++;
    }
  }

  private static void addEvent(Seen<ConversationEvent> seen, SortedRows users, SortedRows owed) {
    ConversationEvent event = seen.value().orElse(null);
    if (event == null || !seen.committed()) {
      return;
    }
    long conversation = Digest.of(event.getConversationId());
    long id = event.getEventId();
    owed.add(
        CompletenessJudge.event(
            conversation,
            id,
            device(event.getSenderId(), event.getDeviceId()),
            seen.at().partition(),
            seen.at().offset()));
    if (event.getPayload() instanceof MembersChanged changed) {
      for (MemberChange change : changed.getChanges()) {
        long user = Digest.of(change.getUserId());
        if (change.getAction() == MemberAction.JOIN) {
          owed.add(CompletenessJudge.join(conversation, id, user));
          users.add(UserConversations.conversation(user, conversation));
        } else if (change.getAction() == MemberAction.LEAVE) {
          owed.add(CompletenessJudge.leave(conversation, id, user));
        }
      }
    }
  }

  private static void addSession(Seen<SessionEvent> seen, SortedRows users) {
    if (UserSessions.counts(seen)) {
      users.add(UserConversations.session(seen));
    }
  }

  private void addDelivery(Seen<Delivery> seen, SortedRows owed) {
    Delivery delivery = seen.value().orElse(null);
    if (delivery == null) {
      return;
    }
    long conversation = Digest.of(delivery.getConversationId());
    if (delivery.getKind() == DeliveryKind.BROADCAST && delivery.getEvent() != null) {
      owed.add(
          CompletenessJudge.broadcast(
              conversation, delivery.getEvent().getEventId(), Digest.of(delivery.getGatewayId())));
    } else if (DeviceDeliveries.isDirect(delivery)) {
      owed.add(
          CompletenessJudge.direct(
              conversation,
              delivery.getEvent().getEventId(),
              life(delivery),
              delivery.getSessionEpoch(),
              seen.committed()));
    } else if (DeviceDeliveries.isSync(delivery)) {
      owed.add(
          CompletenessJudge.sync(
              conversation,
              life(delivery),
              delivery.getAfterEventId(),
              delivery.getUpToEventId() == null ? GatewayLives.NEVER : delivery.getUpToEventId(),
              delivery.getSessionEpoch(),
              seen.timestamp(),
              Digest.of(delivery.getGatewayId()),
              seen.committed()));
    }
  }

  private long life(Delivery delivery) {
    return timeline
        .devices()
        .of(device(delivery.getRecipientId(), delivery.getDeviceId()), delivery.getSessionEpoch());
  }

  private Map<Long, String> names(DeliveryHistory history) {
    Map<Long, String> names = new HashMap<>();
    missed.forEach(what -> names.put(what.life(), "a device"));
    history.forEachSession(
        seen ->
            seen.value()
                .ifPresent(
                    session ->
                        names.computeIfPresent(
                            timeline
                                .devices()
                                .of(
                                    device(session.getUserId(), session.getDeviceId()),
                                    session.getSessionEpoch()),
                            (life, any) -> session.getUserId() + "'s " + session.getDeviceId())));
    return names;
  }

  private void report(Map<Long, String> names) {
    for (OwedDevice.Missed what : missed) {
      String later = what.later() == 0 ? "" : " and %d later ones".formatted(what.later());
      findings.report(
          Violation.UNDELIVERED,
          new Position(Topics.EVENTS, what.partition(), what.offset()),
          "event %d%s never reached %s".formatted(what.event(), later, names.get(what.life())));
    }
    for (long i = 0; i < furtherMissed; i++) {
      findings.report(Violation.UNDELIVERED, Topics.EVENTS, "as the samples before");
    }
  }

  private static long device(String user, String device) {
    return Digest.of(user, device);
  }
}
