package io.parley.simulator;

import io.parley.gateway.client.Handover;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ChangeMembers;
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

/**
 * Turns the acts of people into commands of their devices. A device keeps a command until its ack
 * is there, and sends it again when it has a new connection. For one thread.
 */
final class People {

  private final FleetSettings settings;
  private final Devices devices;
  private final Conversations conversations;
  private final SentTimes sentTimes;
  private final SeededRandom random;
  private final Tally tally;
  private final Latency sendToAck;
  private int inFlight;

  People(
      FleetSettings settings,
      Devices devices,
      Conversations conversations,
      SentTimes sentTimes,
      SeededRandom random,
      Tally tally,
      Latency sendToAck) {
    this.settings = settings;
    this.devices = devices;
    this.conversations = conversations;
    this.sentTimes = sentTimes;
    this.random = random;
    this.tally = tally;
    this.sendToAck = sendToAck;
    devices.onAnswers(this::onAnswer);
  }

  /** The number of commands without an ack. */
  int inFlight() {
    return inFlight;
  }

  /**
   * Does an act.
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
      SendMessage message = new SendMessage(MessageType.TEXT, say.text(), null, null, List.of());
      submit(device, say, message, intended);
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
    List<Device> all = devices.of(user);
    for (Device device : all) {
      if (device.isUp()) {
        return device;
      }
    }
    devices.connect(all.get(0));
    return all.get(0);
  }

  private void newcomers(List<String> users) {
    users.forEach(devices::of);
  }

  private static ChangeMembers creation(Act.Create create) {
    List<MemberChange> changes = new ArrayList<>();
    changes.add(join(create.user(), MemberRole.ADMIN));
    create.others().forEach(user -> changes.add(join(user, MemberRole.MEMBER)));
    return new ChangeMembers(create.kind(), changes);
  }

  private static MemberChange join(String user, MemberRole role) {
    return new MemberChange(user, MemberAction.JOIN, role, NotifyLevel.ALL);
  }

  private void submit(Device device, Act act, Object payload, long intended) {
    tally.add(Count.COMMANDS);
    inFlight++;
    PendingCommand command =
        new PendingCommand(sentTimes.next(intended), device, act.conversation(), payload, intended);
    device.pending.put(command.clientMessageId(), command);
    send(command);
  }

  private static void send(PendingCommand command) {
    command.device().session().ifPresent(session -> session.send(command.toCommand()));
  }

  private void onAnswer(Device device, Handover.Answer answer) {
    CommandAck ack = answer.ack();
    PendingCommand command = device.pending.get(ack.getClientMessageId());
    if (command == null) {
      tally.add(Count.REPEATED_ACKS);
      return;
    }
    if (ack.getDuplicate()) {
      tally.add(Count.REPEATED_ACKS);
    } else if (random.is(settings.forgetfulShare())) {
      // The device loses the ack before it has stored it, and sends the command again.
      tally.add(Count.MISSED_ACKS);
      tally.add(Count.RESENDS);
      send(command);
      return;
    }
    device.pending.remove(ack.getClientMessageId());
    inFlight--;
    answered(command, ack);
  }

  private void answered(PendingCommand command, CommandAck ack) {
    if (ack.getStatus() != AckStatus.SENT) {
      tally.add(Count.REJECTED);
      return;
    }
    Device device = command.device();
    tally.add(Count.STORED);
    if (command.intended() != SentTimes.UNKNOWN && device.wasUpAt(command.intended())) {
      sendToAck.record(command.intended());
    }
    if (command.payload() instanceof SendMessage) {
      tally.add(Count.STORED_MESSAGES);
      device.newestMessages.put(command.conversation(), ack.getMessageId());
    }
    conversations.stored(command, ack);
    Inbox inbox = device.inbox(command.conversation());
    long before = inbox.completeUpTo();
    inbox.tookOwn(ack.getSequence(), ack.getEventId());
    if (inbox.completeUpTo() > before) {
      devices.acknowledge(device, command.conversation());
    }
  }
}
