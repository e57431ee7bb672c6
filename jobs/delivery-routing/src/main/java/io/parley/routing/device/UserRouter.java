package io.parley.routing.device;

import io.parley.routing.TracedEvent;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Decides what the devices of a user get, and when. Works on the memory of one user at a time; the
 * caller sees to it that the memory is that of the user named in the call. Times are milliseconds
 * since 1970 and come from the caller; they may stand still but not go back.
 */
public final class UserRouter {

  private final UserMemory memory;
  private final UserOutput out;
  private final RoutingPolicy policy;
  private final long listeningSince;
  private final Outbox outbox;
  private final PushCollapse pushes;
  private final LargeConversations large;
  private final SettledMarks settled;

  /**
   * @param listeningSince when this job began to hear sessions: no lease ends before one full lease
   *     after that, however old it is in a restored memory
   */
  public UserRouter(UserMemory memory, UserOutput out, RoutingPolicy policy, long listeningSince) {
    this.memory = memory;
    this.out = out;
    this.policy = policy;
    this.listeningSince = listeningSince;
    this.outbox = new Outbox(memory, out, policy.redelivery(), policy.pending());
    this.pushes = new PushCollapse(memory.quiet(), out, policy.quietInterval());
    this.large = new LargeConversations(memory.largeMemberships(), out);
    this.settled = new SettledMarks(memory.settled(), policy.sessions().maxDevices());
  }

  /** An event of a conversation in which the user is; each event once, in the order of event_id. */
  public void onEvent(String userId, TracedEvent traced, long now) {
    ConversationEvent event = traced.event();
    Recipient to = recipient(userId);
    Collection<String> known = to.table().devices();
    boolean isOwn = event.getSenderId().equals(userId);
    if (known.isEmpty()) {
      known = List.of(Lane.NOBODY);
    }
    List<String> open =
        known.stream()
            .filter(device -> !(isOwn && device.equals(event.getDeviceId())))
            .filter(device -> !isSettled(device, event))
            .toList();
    outbox.append(to, traced, open, now);
    if (open.isEmpty() && isOwn) {
      settled.advance(event.getConversationId(), Lane.NOBODY, event.getEventId());
    }
    if (!to.table().anyLive() && !open.isEmpty()) {
      out.count(Occurrence.OFFLINE);
      pushes.offer(userId, event, now);
    }
  }

  private boolean isSettled(String device, ConversationEvent event) {
    String conversation = event.getConversationId();
    return settled.covers(conversation, device, event.getEventId())
        || large.covers(conversation, device, event.getEventId());
  }

  /** Something happened to a connection of the user. */
  public void onSession(SessionEvent event, long now) {
    Recipient to = recipient(event.getUserId());
    String device = event.getDeviceId();
    boolean isNew = !to.table().devices().contains(device);
    switch (to.table().apply(event, now)) {
      case STARTED -> started(to, device, isNew, now);
      case ENDED -> pushWhatWaitsFor(to, List.of(device), now);
      case STALE -> out.count(Occurrence.STALE_SESSION);
      default -> {}
    }
  }

  private void started(Recipient to, String device, boolean isNew, long now) {
    List<String> forgotten = to.table().forget(now);
    outbox.forget(forgotten);
    large.forget(forgotten);
    if (isNew) {
      outbox.claim(device);
      outbox.catchUp(device, firstRecentId(now), settled.newestNotSettledBy(device));
    }
    outbox.startSession(to, device, now);
    large.startSession(to, device);
    out.wakeAt(now + policy.sessions().lease().toMillis());
  }

  private long firstRecentId(long now) {
    long from = Math.max(Snowflake.EPOCH_MILLIS, now - policy.recent().toMillis());
    return Snowflake.of(from, 0, 0, 0);
  }

  /** A device has acknowledged a conversation up to a message. */
  public void onReceipt(Receipt receipt, long now) {
    String conversation = receipt.getConversationId();
    String device = receipt.getDeviceId();
    long upTo = receipt.getMessageId();
    if (receipt.getKind() == ReceiptKind.UNKNOWN || !canExist(upTo, now)) {
      out.count(Occurrence.REFUSED_RECEIPT);
      return;
    }
    boolean isNews =
        large.contains(conversation)
            ? large.advance(conversation, device, upTo)
            : settled.advance(conversation, device, upTo);
    // Even a repeated one may settle: what waited for any device is claimed by one that, before its
    // session was heard of, had acknowledged some of it.
    outbox.settle(recipient(receipt.getUserId()), conversation, device, upTo, now);
    if (isNews) {
      out.cursor(receipt.getUserId(), device, conversation, upTo);
    } else {
      out.count(Occurrence.REPEATED_RECEIPT);
    }
  }

  /** Whether ingest can have given out this id by now: else it would settle what is yet to come. */
  private boolean canExist(long eventId, long now) {
    return eventId > 0
        && Snowflake.sequence(eventId) <= Snowflake.MAX_NUMBERED_SEQUENCE
        && Snowflake.unixMillis(eventId) <= now + policy.receiptTolerance().toMillis();
  }

  /**
   * Events of a conversation begin or cease to reach the user as broadcasts. When they cease, what
   * a device has not acknowledged of them waits for it from now on like anything else: no SYNC of a
   * later session would cover it any more.
   */
  public void onNotice(LargeConversationNotice notice, long now) {
    if (notice.entered()) {
      large.enter(notice);
      return;
    }
    Recipient to = recipient(notice.userId());
    Collection<String> devices = to.table().devices();
    LargeMembership ended = large.leave(notice.conversationId());
    if (ended != null) {
      for (String device : devices.isEmpty() ? List.of(Lane.NOBODY) : devices) {
        long from = Math.max(ended.since(), ended.settledBy(device) + 1);
        outbox.appendRange(to, notice.conversationId(), device, from, notice.eventId() - 1, now);
      }
    }
  }

  /** There is a message in a large conversation, which went out as a broadcast. */
  public void onNudge(String userId, Nudge nudge, long now) {
    if (large.takeNudge(recipient(userId), nudge)) {
      pushes.offer(userId, nudge, now);
    }
  }

  /** Does what is due, and asks to be woken for what is due next. */
  public void onTime(String userId, long now) {
    Recipient to = recipient(userId);
    List<String> lapsed = to.table().lapse(now, listeningSince);
    lapsed.forEach(device -> out.count(Occurrence.LAPSED_SESSION));
    // Without a session nothing is sent, so what waits need not be looked through.
    Collection<String> dead = to.table().anyLive() ? outbox.redeliver(to, now) : List.of();
    for (String device : dead) {
      to.table().declareDead(device, now);
      out.count(Occurrence.DEAD_SESSION);
    }
    pushWhatWaitsFor(to, Stream.concat(lapsed.stream(), dead.stream()).toList(), now);
    boolean isLive = to.table().anyLive();
    Stream.of(
            pushes.onTime(isLive, now),
            to.table().nextLeaseEnd(listeningSince),
            isLive ? outbox.nextRedelivery(to) : OptionalLong.empty())
        .flatMapToLong(OptionalLong::stream)
        .min()
        .ifPresent(out::wakeAt);
  }

  private void pushWhatWaitsFor(Recipient to, List<String> ended, long now) {
    if (!ended.isEmpty() && !to.table().anyLive()) {
      large.drainUnseen(message -> pushes.offer(to.userId(), message, now));
      ended.forEach(
          device ->
              outbox.newestMessages(
                  device, message -> pushes.offer(to.userId(), message.event(), now)));
    }
  }

  private Recipient recipient(String userId) {
    return new Recipient(userId, new RoutingTable(memory.sessions(), policy.sessions()));
  }
}
