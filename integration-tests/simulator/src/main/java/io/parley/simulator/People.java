package io.parley.simulator;

import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import java.util.ArrayList;
import java.util.List;

/** What people do becomes commands, which are sent until they are acked. For one thread. */
final class People {

  private final FleetSettings settings;
  private final Wire wire;
  private final Gateways gateways;
  private final Conversations conversations;
  private final SentTimes sentTimes;
  private final Outbox outbox;
  private final Chance chance;
  private final Tally tally;
  private final Latency sendToAck;

  People(
      FleetSettings settings,
      Wire wire,
      Gateways gateways,
      Conversations conversations,
      SentTimes sentTimes,
      Outbox outbox,
      Chance chance,
      Tally tally,
      Latency sendToAck) {
    this.settings = settings;
    this.wire = wire;
    this.gateways = gateways;
    this.conversations = conversations;
    this.sentTimes = sentTimes;
    this.outbox = outbox;
    this.chance = chance;
    this.tally = tally;
    this.sendToAck = sendToAck;
  }

  /**
   * Does it.
   *
   * @param intended when the script wanted it, in nanoTime, or {@link SentTimes#UNKNOWN}
   */
  void act(Act act, long intended) {
    Device device = deviceAtHand(act.user());
    if (act instanceof Act.Create create) {
      newcomers(create.others());
      submit(device, create, creation(create), intended);
    } else if (act instanceof Act.Say say) {
      tally.add(Count.MESSAGES);
      submit(device, say, new SendMessage(MessageType.TEXT, say.text(), null, null, List.of()), intended);
    } else if (act instanceof Act.Edit edit) {
      Long message = device.newestMessages.get(edit.conversation());
      if (message != null) {
        tally.add(Count.EDITS);
        submit(device, edit, new EditMessage(message, edit.text(), null), intended);
      }
    } else if (act instanceof Act.Delete delete) {
      Long message = device.newestMessages.remove(delete.conversation());
      if (message != null) {
        tally.add(Count.DELETES);
        submit(device, delete, new DeleteMessage(message), intended);
      }
    } else if (act instanceof Act.Change change) {
      newcomers(change.changes().stream().map(MemberChange::getUserId).toList());
      tally.add(Count.MEMBER_CHANGES);
      submit(device, change, new ChangeMembers(ConversationKind.GROUP, change.changes()), intended);
    }
  }

  /** The app is open on one of the user's devices, or the user opens it now. */
  private Device deviceAtHand(String user) {
    List<Device> devices = gateways.devicesOf(user);
    for (Device device : devices) {
      if (device.isUp()) {
        return device;
      }
    }
    gateways.connect(devices.get(0));
    return devices.get(0);
  }

  private void newcomers(List<String> users) {
    users.forEach(gateways::devicesOf);
  }

  private static ChangeMembers creation(Act.Create create) {
    List<MemberChange> changes = new ArrayList<>();
    changes.add(new MemberChange(create.user(), MemberAction.JOIN, MemberRole.ADMIN, NotifyLevel.ALL));
    create
        .others()
        .forEach(user -> changes.add(new MemberChange(user, MemberAction.JOIN, MemberRole.MEMBER, NotifyLevel.ALL)));
    return new ChangeMembers(create.kind(), changes);
  }

  private void submit(Device device, Act act, Object payload, long intended) {
    tally.add(Count.COMMANDS);
    Outbox.Pending command =
        new Outbox.Pending(sentTimes.next(intended), device, act.conversation(), payload, intended);
    outbox.add(command, System.nanoTime());
    send(command);
    if (chance.is(settings.impatientShare())) {
      resend(command);
    }
  }

  /** Sends again what waits for its ack for too long; a device that is away does so later. */
  void retry(long now) {
    outbox.retry(now, this::resend);
  }

  private boolean resend(Outbox.Pending command) {
    if (!command.device.isUp()) {
      return false;
    }
    tally.add(Count.RESENDS);
    send(command);
    return true;
  }

  private void send(Outbox.Pending command) {
    wire.send(
        new ConversationCommand(
            command.clientMessageId,
            command.conversation,
            command.device.user,
            command.device.id,
            command.device.gateway(),
            System.currentTimeMillis(),
            command.payload));
  }

  void onAck(CommandAck ack) {
    Device device = gateways.find(ack.getDeviceId());
    if (device == null || outbox.find(ack).isEmpty()) {
      tally.add(Count.REPEATED_ACKS);
      return;
    }
    if (!device.isOn(ack.getGatewayId())) {
      // The gateway cannot hand it over; the device will send again and be acked again.
      tally.add(Count.MISSED_ACKS);
      return;
    }
    outbox.answered(ack).ifPresent(command -> answered(command, ack));
  }

  private void answered(Outbox.Pending command, CommandAck ack) {
    if (ack.getStatus() != AckStatus.SENT) {
      tally.add(Count.REJECTED);
      return;
    }
    tally.add(Count.STORED);
    if (command.intended != SentTimes.UNKNOWN && command.device.wasUpAt(command.intended)) {
      sendToAck.record(System.nanoTime() - command.intended);
    }
    if (command.payload instanceof SendMessage) {
      tally.add(Count.STORED_MESSAGES);
      command.device.newestMessages.put(command.conversation, ack.getMessageId());
    }
    conversations.stored(command, ack);
    Inbox inbox = command.device.inbox(command.conversation);
    long before = inbox.completeUpTo();
    inbox.tookOwn(ack.getEventId());
    if (inbox.completeUpTo() > before) {
      gateways.acknowledge(command.device, command.conversation, inbox);
    }
  }
}
