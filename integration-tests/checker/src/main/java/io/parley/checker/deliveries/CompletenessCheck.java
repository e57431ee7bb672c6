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
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that every device of every member was handed every event: {@code chat.events} and {@code
 * chat.sessions} against {@code chat.deliveries} and {@code chat.receipts}. What can be decided is
 * in the package comment.
 *
 * <p>Two sorts: by user, to bring devices and conversations together; then by conversation and
 * event. If anything is found the sessions are read once more, for the names.
 */
final class CompletenessCheck {

  static final String OWED = "events owed to devices";

  private final Findings findings;
  private final List<OwedDevice.Hole> holes = new ArrayList<>();
  private long furtherHoles;
  private long end;

  CompletenessCheck(Findings findings) {
    this.findings = findings;
  }

  void run(DeliveryHistory history, Scratch scratch) {
    end = history.endedAt();
    try (SortedRows users = scratch.rows(DeviceRoll.WIDTH);
        SortedRows owed = scratch.rows(CompletenessJudge.WIDTH)) {
      history.forEachEvent(seen -> addEvent(seen, users, owed));
      history.forEachSession(seen -> addSession(seen, users));
      history.forEachDelivery(seen -> addDelivery(seen, users, owed));
      history.forEachReceipt(seen -> addReceipt(seen, owed));
      users.forEach(new DeviceRoll(owed, end)::accept);
      CompletenessJudge judge = new CompletenessJudge(this::found);
      owed.forEach(judge::accept);
      judge.end();
      findings.count(OWED, judge.judged());
    }
    if (!holes.isEmpty()) {
      report(names(history));
    }
  }

  private void found(OwedDevice.Hole hole) {
    if (holes.size() < Findings.SAMPLES) {
      holes.add(hole);
    } else {
      furtherHoles++;
    }
  }

  private void addEvent(Seen<ConversationEvent> seen, SortedRows users, SortedRows owed) {
    ConversationEvent event = seen.value().orElse(null);
    if (event == null || !seen.committed()) {
      return;
    }
    long conversation = Digest.of(event.getConversationId());
    long id = event.getEventId();
    end = Math.max(end, Snowflake.unixMillis(id));
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
          users.add(DeviceRoll.conversation(user, conversation));
        } else if (change.getAction() == MemberAction.LEAVE) {
          owed.add(CompletenessJudge.leave(conversation, id, user));
        }
      }
    }
  }

  private void addSession(Seen<SessionEvent> seen, SortedRows users) {
    end = Math.max(end, seen.timestamp());
    seen.value()
        .filter(session -> session.getState() != SessionState.UNKNOWN)
        .filter(session -> seen.key().filter(session.getUserId()::equals).isPresent())
        .ifPresent(
            session ->
                users.add(
                    DeviceRoll.session(
                        Digest.of(session.getUserId()),
                        device(session.getUserId(), session.getDeviceId()),
                        session,
                        Digest.of(session.getGatewayId()),
                        seen.timestamp())));
  }

  private void addDelivery(Seen<Delivery> seen, SortedRows users, SortedRows owed) {
    end = Math.max(end, seen.timestamp());
    Delivery delivery = seen.value().orElse(null);
    if (delivery == null) {
      return;
    }
    long conversation = Digest.of(delivery.getConversationId());
    if (delivery.getKind() == DeliveryKind.BROADCAST && delivery.getEvent() != null) {
      owed.add(
          CompletenessJudge.broadcast(
              conversation, delivery.getEvent().getEventId(), Digest.of(delivery.getGatewayId())));
      return;
    }
    if (delivery.getRecipientId() == null
        || delivery.getDeviceId() == null
        || delivery.getSessionEpoch() == null) {
      return;
    }
    long device = device(delivery.getRecipientId(), delivery.getDeviceId());
    long what = 0;
    if (delivery.getKind() == DeliveryKind.DIRECT && delivery.getEvent() != null) {
      what = delivery.getEvent().getEventId();
      owed.add(CompletenessJudge.direct(conversation, what, device, seen.committed()));
    } else if (delivery.getKind() == DeliveryKind.SYNC && delivery.getAfterEventId() != null) {
      what = -1 - delivery.getAfterEventId();
      owed.add(
          CompletenessJudge.sync(
              conversation,
              device,
              delivery.getAfterEventId(),
              seen.timestamp(),
              seen.committed()));
    }
    if (what != 0 && seen.committed()) {
      long user = Digest.of(delivery.getRecipientId());
      users.add(DeviceRoll.sent(user, device, delivery.getSessionEpoch(), conversation, what));
    }
  }

  private void addReceipt(Seen<Receipt> seen, SortedRows owed) {
    seen.value()
        .ifPresent(
            receipt ->
                owed.add(
                    CompletenessJudge.receipt(
                        Digest.of(receipt.getConversationId()),
                        device(receipt.getUserId(), receipt.getDeviceId()),
                        receipt.getMessageId())));
  }

  private Map<Long, String> names(DeliveryHistory history) {
    Map<Long, String> names = new HashMap<>();
    holes.forEach(hole -> names.put(hole.device(), "a device"));
    history.forEachSession(
        seen ->
            seen.value()
                .ifPresent(
                    session ->
                        names.computeIfPresent(
                            device(session.getUserId(), session.getDeviceId()),
                            (device, any) -> session.getUserId() + "'s " + session.getDeviceId())));
    return names;
  }

  private void report(Map<Long, String> names) {
    for (OwedDevice.Hole hole : holes) {
      String later = hole.later() == 0 ? "" : " and %d later ones".formatted(hole.later());
      findings.report(
          Violation.UNDELIVERED,
          new Position(Topics.EVENTS, hole.partition(), hole.offset()),
          "event %d%s never reached %s".formatted(hole.event(), later, names.get(hole.device())));
    }
    for (long i = 0; i < furtherHoles; i++) {
      findings.report(Violation.UNDELIVERED, Topics.EVENTS, "as the samples before");
    }
  }

  private static long device(String user, String device) {
    return Digest.of(user, device);
  }
}
