package io.parley.checker.deliveries;

import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.push.PushKind;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One way to corrupt a history in one place, and the violation that the checker must find then. */
enum Corruption {
  TO_SOMEBODY_WHO_IS_NO_MEMBER(
      Violation.MISDELIVERED,
      history -> insert(history, firstDirect(history), d -> to(d, history, "cat", "phone"))),
  A_SYNC_TO_SOMEBODY_WHO_IS_NO_MEMBER(
      Violation.MISDELIVERED,
      history -> {
        SessionEvent session = connectEve(history);
        insert(history, firstDirect(history), d -> syncTo(session, d));
      }),
  A_BROADCAST_TWICE(
      Violation.MISDELIVERED,
      history -> {
        int index = firstDirect(history);
        insert(history, index, Corruption::broadcast);
        insert(history, index + 1, d -> d);
      }),
  TO_THE_DEVICE_THAT_SENT_IT(
      Violation.MISDELIVERED,
      history -> insert(history, firstDirect(history), d -> to(d, history, "ann", "desk"))),
  WITH_OTHER_CONTENT(
      Violation.MISDELIVERED,
      history ->
          change(
              history,
              direct("ann"),
              d ->
                  d.setEvent(
                      ConversationEvent.newBuilder(d.getEvent()).setClientMessageId("x").build()))),
  UNDER_THE_KEY_OF_ANOTHER_GATEWAY(
      Violation.MISDELIVERED,
      history -> {
        int index = firstDirect(history);
        history.deliveries.set(index, withKey(history.deliveries.get(index), "g3"));
      }),
  A_DIRECT_TWICE(
      Violation.DELIVERED_OUT_OF_ORDER,
      history -> insert(history, lastIndex(history, direct("bob")), d -> d)),
  TO_A_SESSION_THAT_HAS_ENDED(
      Violation.ENDED_SESSION,
      history -> change(history, direct("bob"), d -> d.setSessionEpoch(d.getSessionEpoch() - 1))),
  TO_A_SESSION_THAT_NEVER_WAS(
      Violation.ENDED_SESSION,
      history -> change(history, direct("ann"), d -> d.setSessionEpoch(99L))),
  TO_A_GATEWAY_WITHOUT_THE_SESSION(
      Violation.ENDED_SESSION,
      history -> change(history, direct("ann"), d -> d.setGatewayId("g3"))),
  NEVER_TO_A_DEVICE(Violation.UNDELIVERED, RecordedDeliveries::forget),
  A_SYNC_FROM_BEFORE_WHAT_WAS_ACKNOWLEDGED(
      Violation.WRONG_SYNC,
      history ->
          change(
              history,
              sync("bob"),
              d -> d.setAfterEventId(history.events.get(0).value().orElseThrow().getEventId()))),
  A_SYNC_BEYOND_THE_NEWEST_EVENT(
      Violation.WRONG_SYNC,
      history -> change(history, sync("bob"), d -> d.setUpToEventId(d.getUpToEventId() + 1))),
  A_SYNC_OF_NOTHING(
      Violation.WRONG_SYNC,
      history ->
          insert(
              history,
              lastIndex(history, sync("bob")),
              d -> d.setAfterEventId(d.getUpToEventId()).setAttempt(1))),
  AN_ATTEMPT_TWICE(
      Violation.WRONG_SYNC,
      history -> change(history, sync("bob").and(d -> d.getAttempt() == 3), d -> d.setAttempt(2))),
  AN_ATTEMPT_OF_NOTHING_BEFORE(
      Violation.WRONG_SYNC,
      history -> {
        int last = lastIndex(history, sync("bob"));
        insert(history, last, d -> d.setAttempt(d.getAttempt() + 2));
      }),
  A_SYNC_OF_WHAT_WAS_LONG_ACKNOWLEDGED(
      Violation.REDELIVERED,
      history -> {
        Seen<Delivery> last = history.deliveries.get(lastIndex(history, sync("bob")));
        history.deliveries.add(
            at(last, history.deliveries.size(), history.now() - 90_000, d -> d.setAttempt(1)));
      }),
  A_STATUS_THAT_WAS_NEVER_PUBLISHED(
      Violation.WRONG_UPDATE,
      history ->
          change(
              history,
              kind(DeliveryKind.STATUS),
              d ->
                  d.setStatus(
                      MessageStatus.newBuilder(d.getStatus()).setDeliveredCount(9).build()))),
  A_STATUS_TO_SOMEBODY_ELSE(
      Violation.WRONG_UPDATE,
      history -> change(history, kind(DeliveryKind.STATUS), d -> d.setRecipientId("bob"))),
  A_CURSOR_TO_A_GATEWAY_WITHOUT_A_SESSION(
      Violation.WRONG_UPDATE,
      history -> change(history, kind(DeliveryKind.CURSOR), d -> d.setGatewayId("g3"))),
  NO_STATUS(
      Violation.UPDATE_MISSING,
      history -> {
        history.staysConnected();
        MessageStatus newest = RoutingStory.newest(history.statuses, status -> true);
        history.deliveries.removeIf(seen -> newest.equals(delivery(seen).getStatus()));
      }),
  NO_CURSOR(
      Violation.UPDATE_MISSING,
      history -> {
        history.staysConnected();
        ReadCursor newest =
            RoutingStory.newest(history.cursors, cursor -> cursor.getUserId().equals("ann"));
        history.deliveries.removeIf(seen -> newest.equals(delivery(seen).getCursor()));
      }),
  A_DEVICE_CURSOR_ABOVE_ALL_RECEIPTS(
      Violation.DEVICE_CURSOR_AHEAD,
      history ->
          history.deviceCursors.computeIfPresent(
              "ann/phone",
              (device, row) -> RoutingStory.deviceCursor(device, row.deliveredEventId() + 1))),
  A_DEVICE_CURSOR_DATED_BY_A_CLOCK(
      Violation.WRONG_WRITETIME, history -> history.redateDeviceCursor("ann/phone")),
  NO_NOTIFY(
      Violation.PUSH_MISSING,
      history ->
          history.pushes.removeIf(
              seen ->
                  request(seen).getUserId().equals("bob")
                      && request(seen).getMessageId() > history.seenByBob().getEventId())),
  A_NOTIFY_TO_SOMEBODY_WHO_IS_CONNECTED(
      Violation.PUSH_NOT_OWED,
      history -> {
        ConversationEvent message = history.seenByBob();
        int index = lastIndexOfPush(history, "bob", PushKind.NOTIFY) - 1;
        while (!request(history.pushes.get(index)).getUserId().equals("bob")) {
          index--;
        }
        Seen<PushRequest> later = history.pushes.get(index);
        insertPush(
            history,
            index,
            message.getCreatedAt() + 6_000,
            PushRequest.newBuilder(request(later))
                .setMessageId(message.getEventId())
                .setCreatedAt(message.getCreatedAt())
                .setRequestId("bob/c/%d/NOTIFY".formatted(message.getEventId())));
      }),
  A_NOTIFY_TWICE(
      Violation.PUSH_NOT_OWED,
      history -> {
        int index = lastIndexOfPush(history, "bob", PushKind.NOTIFY);
        Seen<PushRequest> last = history.pushes.get(index);
        insertPush(
            history, index + 1, last.timestamp() + 5_000, PushRequest.newBuilder(request(last)));
      }),
  NO_CLEAR(
      Violation.CLEAR_MISSING,
      history -> history.pushes.remove(lastIndexOfPush(history, "bob", PushKind.CLEAR))),
  A_CLEAR_TWICE(
      Violation.CLEAR_NOT_OWED,
      history -> {
        int index = lastIndexOfPush(history, "bob", PushKind.CLEAR);
        Seen<PushRequest> last = history.pushes.get(index);
        insertPush(history, index + 1, last.timestamp(), PushRequest.newBuilder(request(last)));
      }),
  A_CLEAR_OF_WHAT_IS_UNREAD(
      Violation.CLEAR_NOT_OWED,
      history -> {
        Seen<PushRequest> clear =
            history.pushes.remove(lastIndexOfPush(history, "bob", PushKind.CLEAR));
        int index = lastIndexOfPush(history, "bob", PushKind.NOTIFY);
        insertPush(
            history,
            index + 1,
            history.pushes.get(index).timestamp() + 1_000,
            PushRequest.newBuilder(request(clear)));
      }),
  A_REQUEST_ID_OF_ANOTHER_REQUEST(
      Violation.WRONG_PUSH, history -> changeNotify(history, r -> r.setRequestId("x"))),
  A_COLLAPSE_KEY_OF_ANOTHER_CONVERSATION(
      Violation.WRONG_PUSH, history -> changeNotify(history, r -> r.setCollapseKey("x"))),
  A_NOTIFY_OF_NOTHING_UNREAD(
      Violation.WRONG_PUSH, history -> changeNotify(history, r -> r.setUnreadCount(0))),
  A_NOTIFY_WITH_ANOTHER_TIME(
      Violation.WRONG_PUSH, history -> changeNotify(history, r -> r.setCreatedAt(0))),
  A_NOTIFY_FROM_ANOTHER_SENDER(
      Violation.WRONG_PUSH, history -> changeNotify(history, r -> r.setSenderId("cat"))),
  A_NOTIFY_WITHOUT_A_SENDER(
      Violation.WRONG_PUSH, history -> changeNotify(history, r -> r.setSenderId(null))),
  A_NOTIFY_OF_ANOTHER_TYPE(
      Violation.WRONG_PUSH, history -> changeNotify(history, r -> r.setType(MessageType.FILE)));

  private final Violation mustBeFound;
  private final Consumer<RecordedDeliveries> action;

  Corruption(Violation mustBeFound, Consumer<RecordedDeliveries> action) {
    this.mustBeFound = mustBeFound;
    this.action = action;
  }

  Violation mustBeFound() {
    return mustBeFound;
  }

  void apply(RecordedDeliveries history) {
    action.accept(history);
  }

  private static Predicate<Delivery> kind(DeliveryKind kind) {
    return delivery -> delivery.getKind() == kind;
  }

  private static Predicate<Delivery> direct(String user) {
    return kind(DeliveryKind.DIRECT).and(delivery -> delivery.getRecipientId().equals(user));
  }

  private static Predicate<Delivery> sync(String user) {
    return kind(DeliveryKind.SYNC).and(delivery -> delivery.getRecipientId().equals(user));
  }

  /** Eve, whom nobody makes a member, is there from the beginning. */
  private static SessionEvent connectEve(RecordedDeliveries history) {
    Seen<SessionEvent> first = history.sessions.get(0);
    SessionEvent session =
        SessionEvent.newBuilder(first.value().orElseThrow()).setUserId("eve").build();
    history.sessions.add(
        1,
        new Seen<>(
            first.at(), true, first.timestamp(), Optional.of("eve"), 0, Optional.of(session)));
    number(history.sessions);
    return session;
  }

  /** A SYNC up to the event of a DIRECT. */
  private static Delivery.Builder syncTo(SessionEvent session, Delivery.Builder direct) {
    return direct
        .setGatewayId(session.getGatewayId())
        .setKind(DeliveryKind.SYNC)
        .setRecipientId(session.getUserId())
        .setDeviceId(session.getDeviceId())
        .setSessionEpoch(session.getSessionEpoch())
        .setAfterEventId(0L)
        .setUpToEventId(direct.getEvent().getEventId())
        .setAttempt(1)
        .setEvent(null);
  }

  /** To the same gateway. */
  private static Delivery.Builder broadcast(Delivery.Builder delivery) {
    return delivery
        .setKind(DeliveryKind.BROADCAST)
        .setRecipientId(null)
        .setDeviceId(null)
        .setSessionEpoch(null);
  }

  /** To the first session of a device. */
  private static Delivery.Builder to(
      Delivery.Builder delivery, RecordedDeliveries history, String user, String device) {
    return delivery
        .setGatewayId(history.gatewayOf(user + "/" + device))
        .setRecipientId(user)
        .setDeviceId(device)
        .setSessionEpoch(1L);
  }

  private static int firstDirect(RecordedDeliveries history) {
    int index = 0;
    while (!matches(history.deliveries.get(index), kind(DeliveryKind.DIRECT))) {
      index++;
    }
    return index;
  }

  private static int lastIndex(RecordedDeliveries history, Predicate<Delivery> which) {
    for (int i = history.deliveries.size() - 1; i >= 0; i--) {
      if (matches(history.deliveries.get(i), which)) {
        return i;
      }
    }
    throw new IllegalStateException("The history has no such delivery");
  }

  private static boolean matches(Seen<Delivery> seen, Predicate<Delivery> which) {
    return seen.committed() && which.test(delivery(seen));
  }

  private static Delivery delivery(Seen<Delivery> seen) {
    return seen.value().orElseThrow();
  }

  /** Changes the last delivery of this kind. */
  private static void change(
      RecordedDeliveries history,
      Predicate<Delivery> which,
      UnaryOperator<Delivery.Builder> change) {
    int index = lastIndex(history, which);
    Seen<Delivery> seen = history.deliveries.get(index);
    history.deliveries.set(index, at(seen, seen.at().offset(), seen.timestamp(), change));
  }

  /** Inserts one more delivery behind one that is there, and numbers all anew. */
  private static void insert(
      RecordedDeliveries history, int index, UnaryOperator<Delivery.Builder> change) {
    Seen<Delivery> model = history.deliveries.get(index);
    history.deliveries.add(index + 1, at(model, 0, model.timestamp(), change));
    number(history.deliveries);
  }

  private static Seen<Delivery> at(
      Seen<Delivery> model, long offset, long timestamp, UnaryOperator<Delivery.Builder> change) {
    Delivery changed = change.apply(Delivery.newBuilder(model.value().orElseThrow())).build();
    return new Seen<>(
        new Position("chat.deliveries", 0, offset),
        true,
        timestamp,
        Optional.of(changed.getGatewayId()),
        0,
        Optional.of(changed));
  }

  private static <T> Seen<T> withKey(Seen<T> seen, String key) {
    return new Seen<>(
        seen.at(), seen.committed(), seen.timestamp(), Optional.of(key), 0, seen.value());
  }

  private static PushRequest request(Seen<PushRequest> seen) {
    return seen.value().orElseThrow();
  }

  private static int lastIndexOfPush(RecordedDeliveries history, String user, PushKind kind) {
    for (int i = history.pushes.size() - 1; i >= 0; i--) {
      PushRequest request = request(history.pushes.get(i));
      if (request.getUserId().equals(user) && request.getKind() == kind) {
        return i;
      }
    }
    throw new IllegalStateException("The history has no such push request");
  }

  private static void insertPush(
      RecordedDeliveries history, int index, long timestamp, PushRequest.Builder request) {
    history.pushes.add(
        index,
        new Seen<>(
            new Position("chat.push", 0, 0),
            true,
            timestamp,
            Optional.of(request.getUserId()),
            0,
            Optional.of(request.build())));
    number(history.pushes);
  }

  /** Changes Bob's last NOTIFY. */
  private static void changeNotify(
      RecordedDeliveries history, UnaryOperator<PushRequest.Builder> change) {
    int index = lastIndexOfPush(history, "bob", PushKind.NOTIFY);
    Seen<PushRequest> last = history.pushes.remove(index);
    insertPush(
        history, index, last.timestamp(), change.apply(PushRequest.newBuilder(request(last))));
  }

  private static <T> void number(List<Seen<T>> records) {
    List<Seen<T>> numbered = new ArrayList<>();
    for (Seen<T> seen : records) {
      numbered.add(
          new Seen<>(
              new Position(seen.at().topic(), 0, numbered.size()),
              seen.committed(),
              seen.timestamp(),
              seen.key(),
              0,
              seen.value()));
    }
    records.clear();
    records.addAll(numbered);
  }
}
