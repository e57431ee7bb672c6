package io.parley.receipts.domain;

import io.parley.common.memory.Table;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Receipts that came before the event that they name.
 *
 * <p><b>Bounds.</b> Each user has at most {@link LedgerRules#pendingPerUser}, enough for the
 * seconds by which receipts run ahead of events. A user with many devices needs no more than a few
 * for each event: of the receipts for one event, the earliest tells when the user got it, the
 * latest tells when their cursor last moved, and those between change nothing. Beyond the bound a
 * receipt is removed that another one implies, because the other reaches further and says at least
 * as much. Counts and cursors come out the same, and only a time may be later. If a run before a
 * crash has written the earlier time, the row keeps it, and the topic ends with the later one. The
 * number of users who are members is not bounded, so the whole is in proportion to the members. All
 * users who are not members share one bound, so they cannot take the place of a member.
 *
 * <p><b>Release.</b> An event releases the receipts that name it. A {@link PendingIndex} tells the
 * users of these receipts. A user is at a position of the index if and only if a receipt of theirs
 * waits for that position. A receipt whose id belongs to no event is looked at when its wait is
 * over. The search for old receipts goes through all of them, at most {@value #LOOKS} times within
 * {@link LedgerRules#pendingAtMost}.
 */
final class PendingReceipts {

  private static final int LOOKS = 8;

  /** How far the id of a message is believed to be ahead of its receipt. */
  private static final long MAX_AHEAD = Duration.ofDays(1).toMillis();

  private final LedgerRules rules;
  private final Table<String, byte[]> byUser;
  private final PendingIndex index;
  private final LedgerObserver observer;

  PendingReceipts(LedgerRules rules, LedgerState state, LedgerObserver observer) {
    this.rules = rules;
    this.byUser = state.pending();
    this.index = new PendingIndex(state.pendingAt());
    this.observer = observer;
  }

  /** A receipt that waits, and whether it counts in the bound of users who are not members. */
  private record Waiting(ReceiptFact receipt, boolean stranger) {}

  void admit(OpenConversation conversation, ReceiptFact receipt) {
    Conversation head = conversation.head;
    Member member = conversation.member(receipt.userId());
    boolean stranger = member == null || !member.isMember();
    List<Waiting> ofUser = read(receipt.conversationId(), receipt.userId());
    if (changesNothing(receipt, ofUser)) {
      return;
    }
    if (stranger
        && head.pendingOfStrangers >= rules.pendingOfStrangers()
        && ofUser.size() < rules.pendingPerUser()) {
      observer.rejected(Rejection.TOO_MANY_PENDING);
      return;
    }
    if (!anyAt(receipt.position(), ofUser)) {
      index.add(receipt.position(), receipt.userId());
    }
    ofUser.add(new Waiting(receipt, stranger));
    count(head, stranger, 1);
    removeBetween(head, receipt.position(), ofUser);
    if (ofUser.size() > rules.pendingPerUser()) {
      removeImplied(head, ofUser);
    }
    head.pendingUntil =
        head.pending == 1 ? expiry(receipt) : Math.min(head.pendingUntil, expiry(receipt));
    write(receipt.userId(), ofUser);
  }

  /** Whether others for the same event, which say as much, are as early and as late. */
  private static boolean changesNothing(ReceiptFact receipt, List<Waiting> others) {
    boolean earlier = false;
    boolean later = false;
    for (Waiting other : others) {
      if (other.receipt.position() == receipt.position()
          && (other.receipt.read() || !receipt.read())) {
        earlier |= other.receipt.at() <= receipt.at();
        later |= other.receipt.at() >= receipt.at();
      }
    }
    return earlier && later;
  }

  /** Removes those for an event that change nothing any more, because a new one is there. */
  private static void removeBetween(Conversation head, long position, List<Waiting> ofUser) {
    List<Waiting> between =
        ofUser.stream()
            .filter(waiting -> waiting.receipt.position() == position)
            .filter(waiting -> changesNothing(waiting.receipt, without(waiting, ofUser)))
            .toList();
    ofUser.removeAll(between);
    between.forEach(waiting -> count(head, waiting.stranger, -1));
  }

  private static List<Waiting> without(Waiting one, List<Waiting> all) {
    return all.stream().filter(waiting -> !waiting.equals(one)).toList();
  }

  private static boolean anyAt(long position, List<Waiting> receipts) {
    return receipts.stream().anyMatch(waiting -> waiting.receipt.position() == position);
  }

  private void removeImplied(Conversation head, List<Waiting> ofUser) {
    Waiting implied = implied(ofUser);
    ofUser.remove(implied);
    count(head, implied.stranger, -1);
    if (!anyAt(implied.receipt.position(), ofUser)) {
      index.remove(implied.receipt.position(), implied.receipt.userId());
    }
    observer.rejected(Rejection.TOO_MANY_PENDING);
  }

  private static void count(Conversation head, boolean stranger, int more) {
    head.pending += more;
    head.pendingOfStrangers += stranger ? more : 0;
  }

  /**
   * Returns a receipt that another one implies. Among three receipts two have the same kind, so one
   * of them is implied.
   */
  private static Waiting implied(List<Waiting> receipts) {
    for (Waiting lower : receipts) {
      for (Waiting higher : receipts) {
        if (!lower.equals(higher)
            && lower.receipt.position() <= higher.receipt.position()
            && (higher.receipt.read() || !lower.receipt.read())) {
          return lower;
        }
      }
    }
    throw new IllegalStateException(
        "None of "
            + receipts.size()
            + " pending receipts of a user implies another: the bound must be above 1.");
  }

  /** Removes the receipts that name an event which has come, and hands them over. */
  void release(OpenConversation conversation, long eventId, Consumer<ReceiptFact> to) {
    if (conversation.head.pending == 0) {
      return;
    }
    List<ReceiptFact> released = new ArrayList<>();
    for (String userId : index.take(eventId)) {
      remove(
          conversation,
          userId,
          receipt -> receipt.position() <= conversation.head.highWater,
          released);
    }
    // With them go receipts of the same users that name no event.
    released.stream()
        .filter(receipt -> receipt.position() != eventId)
        .forEach(receipt -> index.remove(receipt.position(), receipt.userId()));
    released.forEach(to);
  }

  /**
   * Ends the wait of the receipts whose time is over by {@code now} (event time). A receipt is
   * handed over if events have passed its position, and given up otherwise.
   */
  void expire(OpenConversation conversation, long now, Consumer<ReceiptFact> to) {
    Conversation head = conversation.head;
    if (nextExpiry(head) > now) {
      return;
    }
    List<ReceiptFact> expired = new ArrayList<>();
    List<ReceiptFact> left = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : byUser.entries()) {
      remove(conversation, entry.getKey(), receipt -> expiry(receipt) <= now, expired);
      read(conversation.id, entry.getKey()).forEach(waiting -> left.add(waiting.receipt));
    }
    head.pendingUntil = left.stream().mapToLong(this::expiry).min().orElse(0);
    index.rebuild(left);
    for (ReceiptFact receipt : expired) {
      if (receipt.position() <= head.highWater) {
        to.accept(receipt);
      } else {
        observer.rejected(Rejection.NO_SUCH_MESSAGE);
      }
    }
  }

  /** The event time before which no receipt expires; {@code Long.MAX_VALUE} if no receipt waits. */
  long nextExpiry(Conversation head) {
    long roundTo = Math.max(1, rules.pendingAtMost().toMillis() / LOOKS);
    return head.pending > 0
        ? (head.pendingUntil + roundTo - 1) / roundTo * roundTo
        : Long.MAX_VALUE;
  }

  /**
   * The wait starts at the time of the receipt, or at the time in the id that it names if that is
   * later. After a broker's clock was ahead, ids stay ahead until the clock has caught up, and the
   * job may read such an event only when event time has reached it.
   */
  private long expiry(ReceiptFact receipt) {
    long named = Math.min(Snowflake.unixMillis(receipt.position()), receipt.at() + MAX_AHEAD);
    return Math.max(receipt.at(), named) + rules.pendingAtMost().toMillis();
  }

  private void remove(
      OpenConversation conversation,
      String userId,
      Predicate<ReceiptFact> condition,
      List<ReceiptFact> removed) {
    List<Waiting> kept = new ArrayList<>();
    List<Waiting> all = read(conversation.id, userId);
    for (Waiting waiting : all) {
      if (condition.test(waiting.receipt)) {
        removed.add(waiting.receipt);
        count(conversation.head, waiting.stranger, -1);
      } else {
        kept.add(waiting);
      }
    }
    if (kept.size() < all.size()) {
      write(userId, kept);
    }
  }

  private List<Waiting> read(String conversationId, String userId) {
    List<Waiting> receipts = new ArrayList<>();
    byte[] packed = byUser.get(userId);
    if (packed != null) {
      PackedReader in = new PackedReader(packed);
      for (int left = in.count(); left > 0; left--) {
        receipts.add(
            new Waiting(
                new ReceiptFact(conversationId, userId, in.number(), in.flag(), in.number()),
                in.flag()));
      }
    }
    return receipts;
  }

  private void write(String userId, List<Waiting> receipts) {
    if (receipts.isEmpty()) {
      byUser.remove(userId);
      return;
    }
    PackedWriter out = new PackedWriter().number(receipts.size());
    for (Waiting waiting : receipts) {
      ReceiptFact receipt = waiting.receipt;
      out.number(receipt.position())
          .flag(receipt.read())
          .number(receipt.at())
          .flag(waiting.stranger);
    }
    byUser.put(userId, out.toBytes());
  }
}
