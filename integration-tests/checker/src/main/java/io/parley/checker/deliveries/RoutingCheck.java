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
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.wire.AvroBytes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The check of each delivery that was written, and of statuses and cursors that were not delivered.
 * It sorts five times: by conversation and event for members and content, by device and
 * conversation for order and SYNCs, by user for sessions and gateways, by version for the values of
 * statuses and cursors, and by user and status or cursor for those that are missing. {@link
 * CompletenessCheck} looks for missing deliveries of events. In memory beside the sorts are the ids
 * of very large events.
 */
final class RoutingCheck {

  static final List<String> COUNTS =
      List.of(
          "deliveries DIRECT",
          "deliveries BROADCAST",
          "deliveries SYNC",
          "of these, attempts after the first",
          "deliveries STATUS",
          "deliveries CURSOR",
          UpdateCompletenessJudge.OWED);

  private static final String ATTEMPTS = COUNTS.get(3);

  /** A record of a compacted topic stays at least this long. */
  private static final long COMPACTED_AFTER_MILLIS = 3_600_000;

  /** Delivery-routing gives an event of more than 20 KiB as a SYNC. This is just below. */
  private static final int BULKY_BYTES = 20_000;

  private final Findings findings;
  private final Timeline timeline;
  private final Set<Long> bulky = new HashSet<>();
  private final AvroBytes<ConversationEvent> events = new AvroBytes<>(ConversationEvent.class);
  private final AvroBytes<MessageStatus> statuses = new AvroBytes<>(MessageStatus.class);
  private final AvroBytes<ReadCursor> cursors = new AvroBytes<>(ReadCursor.class);

  RoutingCheck(Findings findings, Timeline timeline) {
    this.findings = findings;
    this.timeline = timeline;
  }

  void run(DeliveryHistory history, Scratch scratch) {
    try (SortedRows members = scratch.rows(MembersJudge.WIDTH);
        SortedRows devices = scratch.rows(DeviceJudge.WIDTH);
        SortedRows sessions = scratch.rows(SessionJudge.WIDTH);
        SortedRows updates = scratch.rows(UpdateJudge.WIDTH);
        SortedRows owed = scratch.rows(UpdateCompletenessJudge.WIDTH)) {
      history.forEachEvent(
          seen -> {
            if (seen.committed()) {
              seen.value().ifPresent(event -> addEvent(event, members));
            }
          });
      history.forEachReceipt(
          seen -> seen.value().ifPresent(receipt -> addReceipt(seen, receipt, devices)));
      history.forEachSession(seen -> addSession(seen, sessions, owed));
      addSources(history, updates, owed);
      history.forEachDelivery(
          seen ->
              seen.value()
                  .ifPresent(
                      delivery -> {
                        checkKey(seen, delivery);
                        addContent(seen, delivery, members);
                        addOwed(seen, delivery, owed);
                        if (seen.committed()) {
                          count(delivery);
                          addOrder(seen, delivery, devices);
                          addTarget(seen, delivery, sessions);
                          addUpdate(seen, delivery, updates);
                        }
                      }));
      members.forEach(new MembersJudge(findings)::accept);
      devices.forEach(new DeviceJudge(findings, timeline.lag())::accept);
      sessions.forEach(new SessionJudge(findings, timeline)::accept);
      updates.forEach(new UpdateJudge(findings)::accept);
      UpdateCompletenessJudge completeness = new UpdateCompletenessJudge(findings, timeline);
      owed.forEach(completeness::accept);
      completeness.end();
    }
  }

  private void checkKey(Seen<Delivery> seen, Delivery delivery) {
    if (!seen.hasKey(delivery.getGatewayId())) {
      findings.report(Violation.MISDELIVERED, seen.at(), "the key is not the gateway");
    }
  }

  private void count(Delivery delivery) {
    if (delivery.getKind() != DeliveryKind.UNKNOWN) {
      findings.count("deliveries " + delivery.getKind());
    }
    if (delivery.getAttempt() > 1) {
      findings.count(ATTEMPTS);
    }
  }

  private void addEvent(ConversationEvent event, SortedRows members) {
    long conversation = Digest.of(event.getConversationId());
    byte[] content = events.of(event);
    if (content.length > BULKY_BYTES) {
      bulky.add(event.getEventId());
    }
    members.add(
        MembersJudge.event(
            conversation,
            event.getEventId(),
            Digest.of(content),
            Digest.of(event.getSenderId(), event.getDeviceId())));
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

  /** A receipt that names a later event acknowledges only the events that existed at its time. */
  private void addReceipt(Seen<Receipt> seen, Receipt receipt, SortedRows devices) {
    long at = seen.timestamp();
    boolean isCertain = !timeline.isCrowded(Digest.of(receipt.getUserId()));
    if (isCertain
        && Snowflake.unixMillis(receipt.getMessageId()) <= at + DeviceJudge.CLOCKS_MILLIS) {
      long life = timeline.devices().at(Digest.of(receipt.getUserId(), receipt.getDeviceId()), at);
      devices.add(
          DeviceJudge.receipt(
              group(life, receipt.getConversationId()), at, receipt.getMessageId(), seen.dated()));
    }
  }

  private static void addSession(Seen<SessionEvent> seen, SortedRows sessions, SortedRows owed) {
    if (UserSessions.counts(seen)) {
      sessions.add(SessionJudge.session(seen));
      owed.add(UpdateCompletenessJudge.session(seen));
    }
  }

  /** The router sets a record with another key aside, so nobody is owed that record. */
  private void addSources(DeliveryHistory history, SortedRows updates, SortedRows owed) {
    history.forEachStatus(
        seen -> seen.value().ifPresent(status -> addStatus(seen, status, updates, owed)));
    history.forEachCursor(
        seen -> seen.value().ifPresent(cursor -> addCursor(seen, cursor, updates, owed)));
  }

  private void addStatus(
      Seen<MessageStatus> seen, MessageStatus status, SortedRows updates, SortedRows owed) {
    updates.add(UpdateJudge.source(UpdateJudge.version(status), Digest.of(statuses.of(status))));
    if (seen.hasKey(status.getConversationId())) {
      owed.add(
          UpdateCompletenessJudge.source(
              status.getSenderId(), UpdateJudge.subject(status), status.getVersion(), seen));
    }
  }

  private void addCursor(
      Seen<ReadCursor> seen, ReadCursor cursor, SortedRows updates, SortedRows owed) {
    updates.add(UpdateJudge.source(UpdateJudge.version(cursor), Digest.of(cursors.of(cursor))));
    if (seen.hasKey(cursor.getConversationId() + "/" + cursor.getUserId())) {
      owed.add(
          UpdateCompletenessJudge.source(
              cursor.getUserId(), UpdateJudge.subject(cursor), cursor.getVersion(), seen));
    }
  }

  private static void addOwed(Seen<Delivery> seen, Delivery delivery, SortedRows owed) {
    if (UpdateJudge.isUpdate(delivery) && UpdateJudge.isForItsOwner(delivery)) {
      boolean isStatus = delivery.getKind() == DeliveryKind.STATUS;
      owed.add(
          UpdateCompletenessJudge.delivery(
              delivery,
              isStatus
                  ? UpdateJudge.subject(delivery.getStatus())
                  : UpdateJudge.subject(delivery.getCursor()),
              isStatus ? delivery.getStatus().getVersion() : delivery.getCursor().getVersion()));
    } else if (seen.committed() && DeviceDeliveries.isToSession(delivery)) {
      owed.add(UpdateCompletenessJudge.handed(delivery, seen.timestamp()));
    }
  }

  private void addContent(Seen<Delivery> seen, Delivery delivery, SortedRows members) {
    long conversation = Digest.of(delivery.getConversationId());
    if (DeviceDeliveries.isDirect(delivery)) {
      members.add(
          MembersJudge.direct(
              conversation,
              delivery.getEvent().getEventId(),
              Digest.of(delivery.getRecipientId()),
              Digest.of(delivery.getRecipientId(), delivery.getDeviceId()),
              seen.at(),
              Digest.of(events.of(delivery.getEvent()))));
    } else if (delivery.getKind() == DeliveryKind.BROADCAST && delivery.getEvent() != null) {
      members.add(
          MembersJudge.broadcast(
              conversation,
              delivery.getEvent().getEventId(),
              Digest.of(delivery.getGatewayId()),
              seen.at(),
              Digest.of(events.of(delivery.getEvent())),
              seen.committed()));
    } else if (DeviceDeliveries.isSync(delivery) && delivery.getUpToEventId() != null) {
      members.add(
          MembersJudge.sync(
              conversation,
              delivery.getUpToEventId(),
              Digest.of(delivery.getRecipientId()),
              seen.at(),
              delivery.getAfterEventId()));
    }
  }

  private void addOrder(Seen<Delivery> seen, Delivery delivery, SortedRows devices) {
    String user = delivery.getRecipientId();
    if (user == null || timeline.isCrowded(Digest.of(user))) {
      return;
    }
    if (DeviceDeliveries.isDirect(delivery)) {
      devices.add(
          DeviceJudge.direct(
              group(delivery),
              seen.at(),
              delivery.getSessionEpoch(),
              seen.timestamp(),
              delivery.getEvent().getEventId()));
    } else if (DeviceDeliveries.isSync(delivery)) {
      devices.add(
          DeviceJudge.sync(
              group(delivery),
              seen.at(),
              delivery.getSessionEpoch(),
              seen.timestamp(),
              delivery.getAfterEventId(),
              delivery.getUpToEventId() == null ? GatewayLives.NEVER : delivery.getUpToEventId(),
              delivery.getAttempt(),
              bulky.contains(delivery.getUpToEventId()),
              timeline.isLarge(Digest.of(delivery.getConversationId()))));
    }
  }

  private static void addTarget(Seen<Delivery> seen, Delivery delivery, SortedRows sessions) {
    boolean namesSession = DeviceDeliveries.isToSession(delivery);
    if (namesSession || UpdateJudge.isUpdate(delivery)) {
      String user = delivery.getRecipientId();
      sessions.add(
          SessionJudge.delivery(
              Digest.of(user == null ? "" : user),
              seen.at(),
              namesSession,
              namesSession ? Digest.of(user, delivery.getDeviceId()) : 0,
              namesSession ? delivery.getSessionEpoch() : 0,
              Digest.of(delivery.getGatewayId()),
              seen.timestamp()));
    }
  }

  private void addUpdate(Seen<Delivery> seen, Delivery delivery, SortedRows updates) {
    if (!UpdateJudge.isUpdate(delivery)) {
      return;
    }
    if (!UpdateJudge.isForItsOwner(delivery)) {
      findings.report(
          Violation.WRONG_UPDATE,
          seen.at(),
          delivery.getKind() + " to a user whom it is not about");
      return;
    }
    boolean isStatus = delivery.getKind() == DeliveryKind.STATUS;
    updates.add(
        UpdateJudge.delivery(
            isStatus
                ? UpdateJudge.version(delivery.getStatus())
                : UpdateJudge.version(delivery.getCursor()),
            Digest.of(
                isStatus ? statuses.of(delivery.getStatus()) : cursors.of(delivery.getCursor())),
            seen.at(),
            !isStatus && timeline.end() - seen.timestamp() > COMPACTED_AFTER_MILLIS));
  }

  private long group(Delivery delivery) {
    return group(
        timeline
            .devices()
            .of(
                Digest.of(delivery.getRecipientId(), delivery.getDeviceId()),
                delivery.getSessionEpoch()),
        delivery.getConversationId());
  }

  private static long group(long life, String conversation) {
    return Digest.of(Long.toString(life), conversation);
  }
}
