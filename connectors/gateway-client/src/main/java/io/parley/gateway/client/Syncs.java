package io.parley.gateway.client;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.ReceiptKind;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Brings sessions up to date from the history, page by page. For the loop's thread.
 *
 * <p>Per session and conversation there is at most one sync. What happens in the conversation
 * meanwhile only moves its end. A SYNC with an end ends an open sync there. A session reads its
 * next page when its connection has taken all that came before, so a slow connection cannot pile up
 * pages. A failed read is tried again with backoff as long as the session lives. Until then it
 * leaves its place to other conversations.
 *
 * <p>The first attempt of a SYNC skips what was handed to the session already: its receipt is
 * probably on the way. A later attempt hands it on again from the last acknowledged event.
 */
final class Syncs {

  /** Most syncs of one session that read at a time, so that a slow one does not hold up others. */
  static final int MOST_AT_ONCE = 4;

  /**
   * Most syncs among them whose last read failed. Several conversations may lie on one shard of the
   * database that stands still, and the others must not wait for its timeouts.
   */
  private static final int MOST_FAILING_AT_ONCE = 2;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int MOST_DOUBLINGS = 6;

  private final SharedPages pages;
  private final Subscriptions subscriptions;
  private final ReceiptGatherer receipts;
  private final Loop loop;
  private final GatewayMetrics metrics;

  Syncs(
      SharedPages pages,
      Subscriptions subscriptions,
      ReceiptGatherer receipts,
      Loop loop,
      GatewayMetrics metrics) {
    this.pages = pages;
    this.subscriptions = subscriptions;
    this.receipts = receipts;
    this.loop = loop;
    this.metrics = metrics;
  }

  /**
   * The router has ordered a SYNC.
   *
   * @param newestBroadcast the newest event of the conversation that was broadcast so far, or 0
   */
  void onSync(DeviceSession session, Delivery delivery, long newestBroadcast) {
    String conversation = delivery.getConversationId();
    boolean isOpen = delivery.getUpToEventId() == null;
    if (isOpen) {
      subscriptions.add(conversation, session);
    } else {
      subscriptions.remove(conversation, session);
      endRunning(session, conversation, delivery.getUpToEventId());
      if (isSettled(session, delivery)) {
        return;
      }
    }
    ConversationSync running = session.syncs().get(conversation);
    if (running != null) {
      adapt(running, delivery, newestBroadcast);
      return;
    }
    long after = delivery.getAfterEventId();
    if (delivery.getAttempt() <= 1) {
      after = Math.max(after, session.position(conversation).handedUpTo());
    }
    begin(
        session,
        isOpen
            ? ConversationSync.from(conversation, session.userId(), after, newestBroadcast)
            : ConversationSync.between(
                conversation, session.userId(), after, delivery.getUpToEventId()));
  }

  /**
   * A running sync gets an end. If it is there already, the read that is under way is for nothing.
   */
  private static void endRunning(DeviceSession session, String conversation, long upTo) {
    ConversationSync running = session.syncs().get(conversation);
    if (running != null) {
      running.endAt(upTo);
      if (running.isDone()) {
        session.syncs().remove(conversation);
      }
    }
  }

  /** Whether nothing must be read: the device has acknowledged the end, or the SYNC comes again. */
  private boolean isSettled(DeviceSession session, Delivery delivery) {
    Position position = session.position(delivery.getConversationId());
    if (delivery.getUpToEventId() <= position.acknowledgedUpTo()) {
      repeatReceipt(session, delivery.getConversationId());
      return true;
    }
    if (position.isRepeatedSync(
        delivery.getAfterEventId(), delivery.getUpToEventId(), delivery.getAttempt())) {
      metrics.repeated.increment();
      return true;
    }
    return false;
  }

  /** A running sync goes on: to start again would repeat what the connection still has to take. */
  private static void adapt(ConversationSync running, Delivery delivery, long newestBroadcast) {
    running.skipTo(delivery.getAfterEventId());
    if (delivery.getUpToEventId() == null) {
      running.raiseEnd(newestBroadcast);
      running.open();
    }
  }

  /**
   * Repeats the receipt of a device that has acknowledged everything for which the router still
   * waits.
   */
  void repeatReceipt(DeviceSession session, String conversation) {
    metrics.repeated.increment();
    receipts.add(
        conversation,
        session.key(),
        session.position(conversation).acknowledgedUpTo(),
        ReceiptKind.DELIVERED);
  }

  /**
   * Syncs the session up to an event that did not reach it.
   *
   * @param otherwiseAfter where to begin if the session was handed nothing of the conversation yet:
   *     it has acknowledged everything before, in an earlier session
   */
  void catchUp(DeviceSession session, String conversation, long otherwiseAfter, long upTo) {
    ConversationSync running = session.syncs().get(conversation);
    if (running == null) {
      long handed = session.position(conversation).handedUpTo();
      begin(
          session,
          handed > 0
              ? ConversationSync.between(conversation, session.userId(), handed, upTo)
              : ConversationSync.beginningWith(
                  conversation, session.userId(), otherwiseAfter, upTo));
    } else {
      running.raiseEnd(upTo);
    }
  }

  private void begin(DeviceSession session, ConversationSync sync) {
    if (sync.isDone()) {
      return;
    }
    metrics.syncs.increment();
    Position position = session.position(sync.conversation());
    if (sync.after() == position.handedUpTo()) {
      sync.beginsAsMember(position.isMember());
    }
    session.syncs().put(sync.conversation(), sync);
    pump(session);
  }

  /** Reads on, as far as the connection has taken what it has. */
  void pump(DeviceSession session) {
    Load load = Load.of(session);
    for (ConversationSync sync : List.copyOf(session.syncs().values())) {
      if (load.isFull() || session.hasEnded() || !session.outgoing().isIdle()) {
        return;
      }
      if (load.hasPlaceFor(sync) && session.syncs().containsKey(sync.conversation())) {
        read(session, sync);
        load = Load.of(session);
      }
    }
  }

  /** How many syncs of a session read now, and how many of these have failed before. */
  private record Load(long reading, long failing) {

    static Load of(DeviceSession session) {
      List<ConversationSync> reading =
          session.syncs().values().stream().filter(ConversationSync::isReading).toList();
      return new Load(reading.size(), reading.stream().filter(ConversationSync::hasFailed).count());
    }

    boolean isFull() {
      return reading >= MOST_AT_ONCE;
    }

    boolean hasPlaceFor(ConversationSync sync) {
      return sync.mayRead() && (!sync.hasFailed() || failing < MOST_FAILING_AT_ONCE);
    }
  }

  private void read(DeviceSession session, ConversationSync sync) {
    sync.readingBegins();
    sync.skipTo(session.position(sync.conversation()).acknowledgedUpTo());
    boolean newest = sync.beginsWithNewest();
    pages.read(
        new SharedPages.Question(
            sync.conversation(),
            newest,
            sync.after(),
            Math.min(sync.end(), sync.limit()),
            sync.limit()),
        new SharedPages.Reader() {
          @Override
          public void onPage(List<ConversationEvent> events, OptionalLong completeUpTo) {
            if (!session.hasEnded()) {
              sync.readingEnds();
              if (isWanted(session, sync, newest)) {
                hand(session, sync, events, completeUpTo);
              }
              pump(session);
            }
          }

          @Override
          public void onFailure(Throwable failure) {
            int doublings = Math.min(MOST_DOUBLINGS, sync.readingFailed() - 1);
            loop.after(FIRST_PAUSE.multipliedBy(1L << doublings), () -> retry(session, sync));
            pump(session);
          }
        });
  }

  /**
   * Whether a page still fits its sync. A SYNC that came while the page was read may have ended the
   * sync, or have moved its beginning before the newest page.
   */
  private static boolean isWanted(DeviceSession session, ConversationSync sync, boolean newest) {
    return session.syncs().get(sync.conversation()) == sync && newest == sync.beginsWithNewest();
  }

  private void retry(DeviceSession session, ConversationSync sync) {
    sync.pauseEnds();
    pump(session);
  }

  private void hand(
      DeviceSession session,
      ConversationSync sync,
      List<ConversationEvent> events,
      OptionalLong completeUpTo) {
    Position position = session.position(sync.conversation());
    if (sync.beginsWithNewest()) {
      sync.beginsWith(events);
    }
    for (ConversationEvent event : events) {
      if (event.getEventId() > sync.after() && event.getEventId() <= sync.limit()) {
        sync.passed(event.getEventId());
        position.handed(event);
        if (sync.concerns(event)) {
          metrics.syncedEvents.increment();
          session.outgoing().push(new Handover.Stored(event, sync.given(event.getEventId())));
        }
      }
    }
    completeUpTo.ifPresent(upTo -> sync.complete(Math.min(upTo, sync.limit())));
    if (sync.isDone()) {
      session.syncs().remove(sync.conversation());
      position.skippedTo(sync.after());
      coverTheEnd(session, sync, position);
    }
  }

  /** Rows at the end may have expired: then the last event stands for the end. */
  private void coverTheEnd(DeviceSession session, ConversationSync sync, Position position) {
    if (sync.lastHanded() < sync.end()) {
      position.cover(sync.lastHanded(), sync.end());
      if (sync.lastHanded() <= position.acknowledgedUpTo()) {
        receipts.add(
            sync.conversation(),
            session.key(),
            position.acknowledge(sync.lastHanded()),
            ReceiptKind.DELIVERED);
      }
    }
  }
}
