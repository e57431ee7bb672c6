package io.parley.receipts.domain;

import io.parley.schemas.conversation.ConversationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The record of a conversation. It stays for ever.
 *
 * <p>Messages are counted 1, 2, 3, ... as they are sent. This number is the <em>ordinal</em>. The
 * ledger computes with ordinals, because the number of messages between two ordinals is their
 * difference. The ordinals {@code gone + 1} to {@code newest} are in state.
 *
 * <p>A <em>small</em> conversation has its members and its newest messages in this record, so that
 * a receipt reads and writes one record. A conversation is large for ever once it has had more than
 * {@value #SMALL_USERS} different members.
 */
final class Conversation {

  /** The most users of a small conversation, former members included. */
  static final int SMALL_USERS = 16;

  /** The most messages of a small conversation in its record. Older ones lie in a table. */
  static final int INLINE_MESSAGES = 64;

  private static final int FORMAT = 1;

  /** The last event applied. An event at or below it is a replay. */
  long highWater;

  /** The sequence number of that event. */
  long lastSequence;

  /** Number of messages ever sent: the ordinal of the newest. Its id and sender. */
  long newest;

  long newestId;
  String newestBy = "";

  /** The newest message of another sender than the newest message's; ordinal 0 for none. */
  long otherOrdinal;

  long otherId;

  /** The ordinal of the newest message that has left the state, 0 for none, and its id. */
  long gone;

  long goneId;

  /** The newest message in which times of recipients are kept; 0 for none. */
  long newestWithReceipts;

  ConversationKind kind = ConversationKind.UNKNOWN;

  /** Members now, and users who ever were members. */
  int members;

  int users;

  /** Whether an event was lost, so that members may be unknown. */
  boolean incomplete;

  /** Number of messages and deletions so far, and the time of the last. Both move unread counts. */
  long unreadEvents;

  long unreadAt;

  /** Whether unread counts of members may have changed since their last round. */
  boolean unreadChanged;

  /** The index at which the round over all unread counts goes on, 0 for no round. */
  int roundIndex;

  /** The next round, or its next step, is not before this processing time. */
  long nextRound;

  /** Number of {@link Deletions}. */
  int deletions;

  /**
   * Number of receipts that wait for their event. The second number counts those whose users were
   * no members when the receipt came.
   */
  int pending;

  int pendingOfStrangers;

  /** No pending receipt is given up before this event time. */
  long pendingUntil;

  /** Ordinals of messages whose rows are behind. */
  Ranges changedMessages = new Ranges();

  /** Users of a large conversation whose rows are behind: the first few, and how many more. */
  List<String> changedMembers = new ArrayList<>();

  int moreChangedMembers;

  /** Receipts that pass so many messages that they are counted in steps, oldest first. */
  List<Advance> unfinished = new ArrayList<>();

  /** The run of the job that wrote this record, see {@link Ledger}. */
  long run;

  /** Whether the next writes repeat values that seem to be written already. */
  boolean writeAll;

  /** When changes are to be written (processing time), 0 without a change. */
  long writeAt;

  /** The processing-time timer that is set, 0 for none, and the event-time timer. */
  long flushTimer;

  long expiryTimer;

  /** Members by user id, and messages by ordinal, that lie in this record. */
  final Map<String, byte[]> inlineMembers = new TreeMap<>();

  final TreeMap<Long, byte[]> inlineMessages = new TreeMap<>();

  boolean isSmall() {
    return users <= SMALL_USERS;
  }

  boolean isReplay(EventFact event) {
    return event.eventId() <= highWater;
  }

  /** Whether the record holds nothing yet: no event was applied, and no receipt waits. */
  boolean isUnheardOf() {
    return highWater == 0 && pending == 0;
  }

  boolean tracks(long ordinal) {
    return ordinal > gone && ordinal <= newest;
  }

  /** A new message comes after all others. */
  void sent(EventFact message) {
    if (!message.senderId().equals(newestBy)) {
      otherOrdinal = newest;
      otherId = newestId;
    }
    newest++;
    newestId = message.messageId();
    newestBy = message.senderId();
  }

  byte[] pack() {
    PackedWriter out =
        new PackedWriter()
            .number(FORMAT)
            .number(highWater)
            .number(lastSequence)
            .number(newest)
            .number(newestId)
            .text(newestBy)
            .number(otherOrdinal)
            .number(otherId)
            .number(gone)
            .number(goneId)
            .number(newestWithReceipts)
            .text(kind.name())
            .number(members)
            .number(users)
            .flag(incomplete)
            .number(unreadEvents)
            .number(unreadAt)
            .flag(unreadChanged)
            .number(roundIndex)
            .number(nextRound)
            .number(deletions)
            .number(pending)
            .number(pendingOfStrangers)
            .number(pendingUntil)
            .number(moreChangedMembers)
            .number(run)
            .flag(writeAll)
            .number(writeAt)
            .number(flushTimer)
            .number(expiryTimer);
    changedMessages.pack(out);
    out.number(changedMembers.size());
    changedMembers.forEach(out::text);
    out.number(unfinished.size());
    unfinished.forEach(advance -> advance.pack(out));
    out.number(inlineMembers.size());
    inlineMembers.forEach((user, member) -> out.text(user).bytes(member));
    out.number(inlineMessages.size());
    inlineMessages.forEach((ordinal, message) -> out.number(ordinal).bytes(message));
    return out.toBytes();
  }

  static Conversation unpack(byte[] packed) {
    PackedReader in = new PackedReader(packed);
    long format = in.number();
    if (format != FORMAT) {
      throw new IllegalStateException(
          "The state of a conversation has format "
              + format
              + ", expected "
              + FORMAT
              + ": it was written by a newer version of the job, which alone can read it.");
    }
    Conversation read = new Conversation();
    read.highWater = in.number();
    read.lastSequence = in.number();
    read.newest = in.number();
    read.newestId = in.number();
    read.newestBy = in.text();
    read.otherOrdinal = in.number();
    read.otherId = in.number();
    read.gone = in.number();
    read.goneId = in.number();
    read.newestWithReceipts = in.number();
    read.kind = ConversationKind.valueOf(in.text());
    read.members = in.count();
    read.users = in.count();
    read.incomplete = in.flag();
    read.unreadEvents = in.number();
    read.unreadAt = in.number();
    read.unreadChanged = in.flag();
    read.roundIndex = in.count();
    read.nextRound = in.number();
    read.deletions = in.count();
    read.pending = in.count();
    read.pendingOfStrangers = in.count();
    read.pendingUntil = in.number();
    read.moreChangedMembers = in.count();
    read.run = in.number();
    read.writeAll = in.flag();
    read.writeAt = in.number();
    read.flushTimer = in.number();
    read.expiryTimer = in.number();
    read.changedMessages = Ranges.unpack(in);
    for (int left = in.count(); left > 0; left--) {
      read.changedMembers.add(in.text());
    }
    for (int left = in.count(); left > 0; left--) {
      read.unfinished.add(Advance.unpack(in));
    }
    for (int left = in.count(); left > 0; left--) {
      read.inlineMembers.put(in.text(), in.bytes());
    }
    for (int left = in.count(); left > 0; left--) {
      read.inlineMessages.put(in.number(), in.bytes());
    }
    return read;
  }
}
