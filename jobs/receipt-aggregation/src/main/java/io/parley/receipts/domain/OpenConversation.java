package io.parley.receipts.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state of a conversation during one call. Each record is read and decoded at most once, when
 * it is first needed. {@link #save} writes each changed record once.
 */
final class OpenConversation {

  /**
   * The most changed users of a large conversation that its record holds. Further ones lie in a
   * table.
   */
  private static final int INLINE_CHANGES = 16;

  final String id;
  final Conversation head;
  final Deletions deletions;

  private final LedgerState state;
  private final byte[] loaded;
  private final Map<String, Member> members = new HashMap<>();
  private final Map<Long, TrackedMessage> messages = new HashMap<>();
  private final Set<String> dirtyMembers = new LinkedHashSet<>();
  private final Set<Long> dirtyMessages = new LinkedHashSet<>();
  private final Map<Integer, String> namesSeen = new HashMap<>();
  private boolean membersTouched;
  private boolean messagesTouched;
  private boolean oldestDone;
  private boolean oldestKnown;

  private OpenConversation(String id, LedgerState state, byte[] loaded) {
    this.id = id;
    this.state = state;
    this.loaded = loaded;
    this.head = loaded == null ? new Conversation() : Conversation.unpack(loaded);
    this.deletions = new Deletions(head, state.deletions());
  }

  static OpenConversation load(String id, LedgerState state) {
    return new OpenConversation(id, state, state.conversation().get());
  }

  /** The member record of a user. Null for a user who never was a member. */
  Member member(String userId) {
    if (!members.containsKey(userId)) {
      byte[] packed = head.inlineMembers.get(userId);
      if (packed == null && !head.isSmall()) {
        packed = state.members().get(userId);
      }
      Member member = packed == null ? null : Member.unpack(userId, packed);
      members.put(userId, member);
      if (member != null) {
        namesSeen.put(member.number, userId);
      }
    }
    return members.get(userId);
  }

  /** Adds a user who joins for the first time. */
  Member addMember(String userId) {
    Member member = new Member(userId);
    boolean wasSmall = head.isSmall();
    member.number = ++head.users;
    namesSeen.put(member.number, userId);
    members.put(userId, member);
    if (wasSmall && !head.isSmall()) {
      becomeLarge();
    }
    if (!head.isSmall()) {
      state.names().put(member.number, userId);
    }
    return member;
  }

  private void becomeLarge() {
    int index = 0;
    for (String userId : users()) {
      Member member = member(userId);
      state.names().put(member.number, userId);
      if (member.isMember()) {
        member.index = ++index;
        state.memberIndex().put(index, userId);
      }
      changed(member);
      if (member.listed) {
        member.listed = false;
        list(member);
      }
    }
    head.inlineMembers.clear();
    head.inlineMessages.forEach((ordinal, message) -> state.messages().put(ordinal, message));
    head.inlineMessages.clear();
  }

  /** All users of a small conversation, former members included. */
  Set<String> users() {
    Set<String> users = new TreeSet<>(head.inlineMembers.keySet());
    members.forEach(
        (userId, member) -> {
          if (member != null) {
            users.add(userId);
          }
        });
    return users;
  }

  /** Marks the record of this member to be saved. */
  void changed(Member member) {
    dirtyMembers.add(member.userId);
  }

  /** Marks the rows of this member as behind, and the record to be saved. */
  void list(Member member) {
    membersTouched = true;
    changed(member);
    if (!member.listed) {
      member.listed = true;
      if (!head.isSmall()) {
        if (head.changedMembers.size() < INLINE_CHANGES) {
          head.changedMembers.add(member.userId);
        } else {
          state.changedMembers().put(++head.moreChangedMembers, member.userId);
        }
      }
    }
  }

  /** The record of a message. Null if the message is not in state. */
  TrackedMessage message(long ordinal) {
    return messages.computeIfAbsent(ordinal, this::read);
  }

  private TrackedMessage read(long ordinal) {
    if (!head.tracks(ordinal)) {
      return null;
    }
    byte[] packed = head.inlineMessages.get(ordinal);
    if (packed == null) {
      packed = state.messages().get(ordinal);
    }
    if (packed == null) {
      throw new IllegalStateException(
          "Message "
              + ordinal
              + " of a conversation is missing in state, though it has not left it"
              + " yet. State and code do not fit together.");
    }
    return TrackedMessage.unpack(packed);
  }

  void add(long ordinal, TrackedMessage message) {
    messages.put(ordinal, message);
    dirtyMessages.add(ordinal);
  }

  /** Marks the record of this message to be saved. */
  void changed(long ordinal) {
    dirtyMessages.add(ordinal);
  }

  void removeOldest() {
    long ordinal = ++head.gone;
    messages.remove(ordinal);
    dirtyMessages.remove(ordinal);
    if (head.inlineMessages.remove(ordinal) == null) {
      state.messages().remove(ordinal);
    }
  }

  /** The id of a user by the number that they got when they first joined. */
  String nameOf(int number) {
    if (!namesSeen.containsKey(number)) {
      if (head.isSmall()) {
        users().forEach(this::member);
      } else {
        namesSeen.put(number, state.names().get(number));
      }
    }
    return namesSeen.get(number);
  }

  /** Marks the rows of this message as behind, and its record to be saved. */
  void list(long ordinal, TrackedMessage message) {
    messagesTouched = true;
    oldestDone |= ordinal == head.gone + 1 && message.isDone();
    changed(ordinal);
    head.changedMessages.add(ordinal, ordinal);
  }

  /** Removes and returns users of a large conversation whose rows are behind, the newest first. */
  List<String> takeListed(int most) {
    List<String> taken = new ArrayList<>();
    while (head.moreChangedMembers > 0 && taken.size() < most) {
      taken.add(state.changedMembers().get(head.moreChangedMembers));
      state.changedMembers().remove(head.moreChangedMembers--);
    }
    while (!head.changedMembers.isEmpty() && taken.size() < most) {
      taken.add(head.changedMembers.remove(head.changedMembers.size() - 1));
    }
    return taken;
  }

  boolean hasListed() {
    return !head.changedMembers.isEmpty() || head.moreChangedMembers > 0;
  }

  /** Whether this call has changed rows. */
  boolean isTouched() {
    return membersTouched || messagesTouched || !head.unfinished.isEmpty();
  }

  boolean messagesTouched() {
    return messagesTouched;
  }

  /** Notes that the changes of this call are written. */
  void untouch() {
    membersTouched = false;
    messagesTouched = false;
  }

  /** Notes that the time at which the oldest message leaves is known, unless all read it before. */
  void oldestIsKnown() {
    oldestKnown = true;
  }

  boolean isOldestKnown() {
    return oldestKnown;
  }

  boolean oldestMayLeaveEarlier() {
    return oldestDone || head.expiryTimer == 0;
  }

  String userAt(int index) {
    return state.memberIndex().get(index);
  }

  LedgerState state() {
    return state;
  }

  void save() {
    saveMembers();
    deletions.save();
    for (long ordinal : dirtyMessages) {
      byte[] packed = messages.get(ordinal).pack();
      if (head.isSmall() && ordinal > head.newest - Conversation.INLINE_MESSAGES) {
        head.inlineMessages.put(ordinal, packed);
      } else {
        head.inlineMessages.remove(ordinal);
        state.messages().put(ordinal, packed);
      }
    }
    while (head.inlineMessages.size() > Conversation.INLINE_MESSAGES) {
      Map.Entry<Long, byte[]> oldest = head.inlineMessages.pollFirstEntry();
      state.messages().put(oldest.getKey(), oldest.getValue());
    }
    if (head.isUnheardOf()) {
      if (loaded != null) {
        state.conversation().set(null);
      }
      return;
    }
    byte[] packed = head.pack();
    if (!Arrays.equals(packed, loaded)) {
      state.conversation().set(packed);
    }
  }

  private void saveMembers() {
    for (String userId : dirtyMembers) {
      byte[] packed = members.get(userId).pack();
      if (head.isSmall()) {
        head.inlineMembers.put(userId, packed);
      } else {
        state.members().put(userId, packed);
      }
    }
  }
}
