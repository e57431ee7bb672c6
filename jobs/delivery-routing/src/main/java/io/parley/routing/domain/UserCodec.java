package io.parley.routing.domain;

import io.parley.schemas.conversation.MessageType;

/**
 * Packs the state of a user. Each state begins with a version. A build that reads a newer version
 * than its own fails rather than misread it. Early receipts stand at the end without a count. Most
 * records have none, and a build that does not know them ignores them.
 */
final class UserCodec {

  private static final int VERSION = 1;

  private UserCodec() {}

  static byte[] pack(UserRecord user) {
    Packer out = new Packer().octet(VERSION).number(user.nextSlot).number(user.overflow);
    out.number(user.overflowDueAt).number(user.large).number(user.wakeAt);
    out.number(user.devices.size());
    user.devices.forEach(device -> pack(device, out));
    out.number(user.inline.size());
    user.inline.forEach(open -> pack(open, out));
    user.early.forEach(receipt -> pack(receipt, out));
    return out.packed();
  }

  static UserRecord user(byte[] bytes) {
    Unpacker in = Unpacker.ofVersion(VERSION, bytes, "a user");
    UserRecord user = new UserRecord();
    user.nextSlot = in.count();
    user.overflow = in.count();
    user.overflowDueAt = in.number();
    user.large = in.count();
    user.wakeAt = in.number();
    for (int n = in.count(); n > 0; n--) {
      user.devices.add(device(in));
    }
    for (int n = in.count(); n > 0; n--) {
      user.inline.add(open(in));
    }
    while (in.hasMore()) {
      user.early.add(receipt(in));
    }
    return user;
  }

  static byte[] pack(OpenConversation open) {
    Packer out = new Packer().octet(VERSION);
    pack(open, out);
    return out.packed();
  }

  static OpenConversation open(byte[] bytes) {
    return open(Unpacker.ofVersion(VERSION, bytes, "an open conversation"));
  }

  private static void pack(Device device, Packer out) {
    out.number(device.slot()).text(device.id()).text(device.gatewayId());
    out.number(device.incarnation()).number(device.epoch()).flag(device.connected());
    out.number(device.since()).number(device.largeSyncAt());
  }

  private static Device device(Unpacker in) {
    return new Device(
        in.count(),
        in.text(),
        in.text(),
        in.number(),
        in.number(),
        in.flag(),
        in.number(),
        in.number());
  }

  private static void pack(UserInput.Acknowledgement receipt, Packer out) {
    out.text(receipt.conversationId()).text(receipt.deviceId()).number(receipt.upTo());
    out.flag(receipt.read()).number(receipt.appendedAt());
  }

  private static UserInput.Acknowledgement receipt(Unpacker in) {
    return new UserInput.Acknowledgement(in.text(), in.text(), in.number(), in.flag(), in.number());
  }

  private static void pack(OpenConversation open, Packer out) {
    out.text(open.conversationId).number(open.base).number(open.newest).number(open.touchedAt);
    out.number(open.marks.size());
    for (Mark mark : open.marks) {
      out.number(mark.slot).number(mark.acked).number(mark.upTo).constant(mark.phase);
      out.number(mark.inFlight).number(mark.attempt).number(mark.syncUpTo).number(mark.dueAt);
    }
    PushState push = open.push;
    out.number(push.unread).number(push.pushAt).number(push.heldFor);
    out.number(push.quietUntil).number(push.notified);
    out.number(push.unseen.size());
    for (Unseen unseen : push.unseen) {
      out.number(unseen.messageId()).text(unseen.senderId()).constant(unseen.type());
    }
  }

  private static OpenConversation open(Unpacker in) {
    OpenConversation open = new OpenConversation(in.text(), in.number(), in.number());
    open.touchedAt = in.number();
    for (int n = in.count(); n > 0; n--) {
      Mark mark = new Mark(in.count(), in.number(), in.number());
      mark.phase = in.constant(Phase.class);
      mark.inFlight = in.count();
      mark.attempt = in.count();
      mark.syncUpTo = in.number();
      mark.dueAt = in.number();
      open.marks.add(mark);
    }
    PushState push = open.push;
    push.unread = in.count();
    push.pushAt = in.number();
    push.heldFor = in.number();
    push.quietUntil = in.number();
    push.notified = in.number();
    for (int n = in.count(); n > 0; n--) {
      push.unseen.add(new Unseen(in.number(), in.text(), in.constant(MessageType.class)));
    }
    return open;
  }
}
