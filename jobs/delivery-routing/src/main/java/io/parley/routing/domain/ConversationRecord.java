package io.parley.routing.domain;

import io.parley.schemas.conversation.NotifyLevel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of one conversation, kept as one record. The members of a large conversation lie in
 * {@link MemberPages}.
 */
final class ConversationRecord {

  private static final int VERSION = 1;

  /** The last event that was routed; 0 before the first. */
  long lastEventId;

  boolean large;

  /** The number of members. */
  int count;

  /** The members with the notify level of each. Empty if the conversation is large. */
  final Map<String, NotifyLevel> members = new LinkedHashMap<>();

  byte[] packed() {
    Packer out = new Packer().octet(VERSION).number(lastEventId).flag(large).number(count);
    packMembers(members, out);
    return out.packed();
  }

  static ConversationRecord of(byte[] packed) {
    ConversationRecord record = new ConversationRecord();
    if (packed != null) {
      Unpacker in = Unpacker.ofVersion(VERSION, packed, "a conversation");
      record.lastEventId = in.number();
      record.large = in.flag();
      record.count = in.count();
      unpackMembers(in, record.members);
    }
    return record;
  }

  static void packMembers(Map<String, NotifyLevel> members, Packer out) {
    out.number(members.size());
    members.forEach((user, level) -> out.text(user).constant(level));
  }

  static void unpackMembers(Unpacker in, Map<String, NotifyLevel> members) {
    for (int n = in.count(); n > 0; n--) {
      members.put(in.text(), in.constant(NotifyLevel.class));
    }
  }
}
