package io.parley.checker.conformance;

import io.parley.checker.conformance.Written.Command;
import io.parley.checker.conformance.Written.ReceiptWritten;
import io.parley.checker.conformance.Written.SessionChange;
import io.parley.checker.conformance.Written.Sign;
import io.parley.checker.history.GatewayHistory;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the story of one gateway from a history. On the way it looks at keys, partitions and
 * transactions, because these are not in the story. For one use by one thread.
 */
final class StoryReader {

  private final GatewayHistory history;
  private final GatewayStory story;
  private final Placement placement;
  private final Transactions transactions;
  private final Map<Device, List<SessionChange>> sessions = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  StoryReader(GatewayHistory history, String gateway, Breaches breaches) {
    this.history = history;
    this.story = new GatewayStory(gateway, history.endedAt());
    this.placement = new Placement(history, breaches);
    this.transactions = new Transactions(breaches);
  }

  GatewayStory read() {
    history.forEachGateway(this::gateway);
    story.signs.sort();
    history.forEachSession(this::findDevice);
    history.forEachSession(this::session);
    story.lives(new Lives(story.gateway, sessions, story.signs, story.end));
    history.forEachCommand(this::command);
    // Before the acks, deliveries and events: of other conversations the story keeps no event ids.
    history.forEachReceipt(this::receipt);
    story
        .receipts()
        .values()
        .forEach(list -> list.sort(Comparator.comparingLong(ReceiptWritten::time)));
    history.forEachAck(this::ack);
    history.forEachDelivery(this::delivery);
    history.forEachEvent(this::event);
    return story;
  }

  private boolean isOurs(String gateway) {
    return story.gateway.equals(gateway);
  }

  private void gateway(Seen<GatewayEvent> seen) {
    story.signs.someSign(seen.timestamp());
    boolean ours =
        seen.value()
            .map(event -> isOurs(event.getGatewayId()))
            .orElse(isOurs(seen.key().orElse(null)));
    transactions.see(seen.at(), ours);
    if (ours) {
      placement.check(seen, GatewayEvent::getGatewayId);
      seen.value()
          .ifPresent(
              event ->
                  story.signs.add(
                      new Sign(
                          seen.at(), seen.timestamp(), event.getIncarnation(), event.getState())));
    }
  }

  private void findDevice(Seen<SessionEvent> seen) {
    seen.value()
        .filter(event -> isOurs(event.getGatewayId()))
        .ifPresent(event -> sessions.computeIfAbsent(deviceOf(event), any -> new ArrayList<>()));
  }

  private static Device deviceOf(SessionEvent event) {
    return new Device(event.getUserId(), event.getDeviceId());
  }

  private void session(Seen<SessionEvent> seen) {
    boolean ours = seen.value().filter(event -> isOurs(event.getGatewayId())).isPresent();
    transactions.see(seen.at(), ours);
    if (ours) {
      placement.check(seen, SessionEvent::getUserId);
    }
    seen.value()
        .filter(event -> sessions.containsKey(deviceOf(event)))
        .ifPresent(
            event ->
                sessions
                    .get(deviceOf(event))
                    .add(
                        new SessionChange(
                            seen.at(),
                            seen.timestamp(),
                            deviceOf(event),
                            event.getGatewayId(),
                            event.getGatewayIncarnation(),
                            event.getSessionEpoch(),
                            event.getState())));
  }

  private void command(Seen<ConversationCommand> seen) {
    seen.value()
        .filter(command -> isOurs(command.getGatewayId()))
        .ifPresent(
            command -> {
              placement.check(seen, ConversationCommand::getConversationId);
              asked.add(
                  GatewayStory.answerKey(command.getSenderId(), command.getClientMessageId()));
              story.commands.add(
                  new Command(
                      seen.at(),
                      seen.timestamp(),
                      new Device(command.getSenderId(), command.getDeviceId()),
                      command.getClientMessageId(),
                      Objects.hash(command.getConversationId(), command.getPayload())));
            });
  }

  private void ack(Seen<CommandAck> seen) {
    seen.value()
        .ifPresent(
            ack -> {
              String key = GatewayStory.answerKey(ack.getSenderId(), ack.getClientMessageId());
              if (asked.contains(key)) {
                story.answer(key, seen.timestamp());
              }
              if (ack.getStatus() == AckStatus.SENT && ack.getEventId() != null) {
                story.exists(ack.getConversationId(), ack.getEventId());
              }
            });
  }

  private void delivery(Seen<Delivery> seen) {
    story.someDelivery(seen.timestamp());
    seen.value()
        .ifPresent(
            delivery -> {
              remember(delivery);
              if (isOurs(delivery.getGatewayId())) {
                order(seen, delivery);
              }
            });
  }

  private void remember(Delivery delivery) {
    String conversation = delivery.getConversationId();
    switch (delivery.getKind()) {
      case DIRECT, BROADCAST -> story.exists(conversation, delivery.getEvent().getEventId());
      case SYNC -> {
        if (delivery.getUpToEventId() != null) {
          story.exists(conversation, delivery.getUpToEventId());
        }
      }
      case STATUS, CURSOR, UNKNOWN -> {
        // No device acknowledges these.
      }
    }
  }

  private static Device deviceOf(Delivery delivery) {
    return new Device(delivery.getRecipientId(), delivery.getDeviceId());
  }

  private void order(Seen<Delivery> seen, Delivery delivery) {
    DeliveryKind kind = delivery.getKind();
    ConversationEvent event = delivery.getEvent();
    boolean toDevice = kind == DeliveryKind.DIRECT || kind == DeliveryKind.SYNC;
    if (toDevice || kind == DeliveryKind.BROADCAST) {
      Long upTo = event == null ? delivery.getUpToEventId() : Long.valueOf(event.getEventId());
      story.deliveries.add(
          new Ordered(
              seen.at(),
              seen.timestamp(),
              kind,
              toDevice ? deviceOf(delivery) : null,
              toDevice ? delivery.getSessionEpoch() : 0,
              delivery.getConversationId(),
              upTo == null ? Ordered.OPEN : upTo,
              event == null ? null : new Device(event.getSenderId(), event.getDeviceId()),
              who(MemberAction.LEAVE, event)));
    }
  }

  /** The users who join or leave by an event. The event may be null. */
  private static Set<String> who(MemberAction action, ConversationEvent event) {
    return event != null && event.getPayload() instanceof MembersChanged changed
        ? changed.getChanges().stream()
            .filter(change -> change.getAction() == action)
            .map(MemberChange::getUserId)
            .collect(Collectors.toSet())
        : Set.of();
  }

  private void receipt(Seen<Receipt> seen) {
    Device device =
        seen.value()
            .map(receipt -> new Device(receipt.getUserId(), receipt.getDeviceId()))
            .orElse(null);
    boolean ours = device != null && story.lives().held(device, seen.timestamp());
    transactions.see(seen.at(), ours);
    if (ours) {
      placement.check(seen, Receipt::getConversationId);
    }
    if (device != null && sessions.containsKey(device)) {
      Receipt receipt = seen.value().orElseThrow();
      story.addReceipt(
          new ReceiptWritten(
              seen.at(),
              seen.timestamp(),
              device,
              receipt.getConversationId(),
              receipt.getMessageId(),
              receipt.getKind()));
    }
  }

  private void event(Seen<ConversationEvent> seen) {
    seen.value()
        .filter(event -> story.hasReceipts(event.getConversationId()))
        .ifPresent(
            event -> {
              story.exists(event.getConversationId(), event.getEventId());
              if (event.getSequence() == 1) {
                story.begins(event.getConversationId());
              }
              who(MemberAction.JOIN, event)
                  .forEach(user -> story.joined(event.getConversationId(), user));
            });
  }
}
