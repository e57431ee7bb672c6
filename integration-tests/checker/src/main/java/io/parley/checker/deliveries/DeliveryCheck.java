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
import java.util.List;

/**
 * Checks what delivery routing sent: {@code chat.deliveries} against {@code chat.events}, and
 * against the sessions and receipts that it knew. What can be decided is in the package comment.
 *
 * <p>Three sorts: by conversation and event for members and content, by session and conversation
 * for order, by partition and device for epochs. Whether anything is missing is the business of
 * {@link CompletenessCheck}.
 */
public final class DeliveryCheck {

  /** What this check looks for. */
  public static final List<Violation> LOOKS_FOR =
      List.of(
          Violation.MISDELIVERED,
          Violation.DELIVERED_OUT_OF_TURN,
          Violation.STALE_EPOCH,
          Violation.UNDELIVERED);

  private static final String DELIVERIES = "deliveries DIRECT";
  private static final String REDELIVERIES = "of these, redeliveries";

  private final Findings findings;

  public DeliveryCheck(Findings findings) {
    this.findings = findings;
  }

  /** Checks a history. */
  public void run(DeliveryHistory history, Scratch scratch) {
    findings.lookFor(LOOKS_FOR);
    findings.startCounts(List.of(DELIVERIES, REDELIVERIES, CompletenessCheck.OWED));
    try (SortedRows members = scratch.rows(MembersJudge.WIDTH);
        SortedRows turns = scratch.rows(TurnJudge.WIDTH);
        SortedRows epochs = scratch.rows(EpochJudge.WIDTH)) {
      history.forEachEvent(
          seen -> {
            if (seen.committed()) {
              seen.value().ifPresent(event -> add(event, members));
            }
          });
      history.forEachDelivery(
          seen -> seen.value().ifPresent(delivery -> add(seen, delivery, members, turns, epochs)));
      members.forEach(new MembersJudge(findings)::accept);
      turns.forEach(new TurnJudge(findings)::accept);
      epochs.forEach(new EpochJudge(findings)::accept);
    }
    new CompletenessCheck(findings).run(history, scratch);
  }

  private static void add(ConversationEvent event, SortedRows members) {
    long conversation = Digest.of(event.getConversationId());
    members.add(MembersJudge.event(conversation, event.getEventId(), Digest.of(event.toString())));
    if (event.getPayload() instanceof MembersChanged changed) {
      for (MemberChange change : changed.getChanges()) {
        long user = Digest.of(change.getUserId());
        if (change.getAction() == MemberAction.JOIN) {
          members.add(MembersJudge.join(conversation, event.getEventId(), user));
        } else if (change.getAction() == MemberAction.LEAVE) {
          members.add(MembersJudge.leave(conversation, event.getEventId(), user));
        }
      }
    }
  }

  private void add(
      Seen<Delivery> seen,
      Delivery delivery,
      SortedRows members,
      SortedRows turns,
      SortedRows epochs) {
    if (delivery.getKind() != DeliveryKind.DIRECT || !isComplete(delivery)) {
      return;
    }
    Position at = seen.at();
    ConversationEvent event = delivery.getEvent();
    members.add(
        MembersJudge.delivery(
            Digest.of(delivery.getConversationId()),
            event.getEventId(),
            Digest.of(delivery.getRecipientId()),
            at,
            Digest.of(event.toString())));
    if (!seen.committed()) {
      return;
    }
    findings.count(DELIVERIES);
    if (delivery.getAttempt() > 1) {
      findings.count(REDELIVERIES);
    }
    long epoch = delivery.getSessionEpoch();
    String session = delivery.getRecipientId() + " " + delivery.getDeviceId();
    turns.add(
        Digest.of(session, Long.toString(epoch), delivery.getConversationId()),
        at.partition(),
        at.offset(),
        delivery.getAttempt(),
        event.getEventId());
    epochs.add(at.partition(), Digest.of(session), at.offset(), epoch);
  }

  private boolean isComplete(Delivery delivery) {
    return delivery.getEvent() != null
        && delivery.getRecipientId() != null
        && delivery.getDeviceId() != null
        && delivery.getSessionEpoch() != null;
  }
}
