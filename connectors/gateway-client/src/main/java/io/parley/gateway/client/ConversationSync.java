package io.parley.gateway.client;

import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.event.ConversationEvent;
import java.util.List;

/**
 * The progress of one session through the history of one conversation: the current position and the
 * end. For one thread.
 */
final class ConversationSync {

  /** Lies below every event. As a beginning it stands for the first row of the conversation. */
  private static final long BELOW_ALL = 1;

  private final String conversation;
  private final String user;
  private boolean newest;
  private long after;
  private long end;
  private boolean open;
  private boolean openedWhileReading;
  private boolean reading;
  private boolean pausing;
  private int failures;
  private boolean member = true;
  private long lastHanded;
  private long lastGiven;

  private ConversationSync(
      String conversation, String user, boolean newest, long after, long end, boolean open) {
    this.conversation = conversation;
    this.user = user;
    this.newest = newest;
    this.after = after;
    this.end = end;
    this.open = open;
    this.lastHanded = eventAt(after);
    this.lastGiven = eventAt(after);
  }

  /** The event with which the device begins, or 0 if it has none. */
  private static long eventAt(long after) {
    return after == BELOW_ALL ? 0 : after;
  }

  /** A way from an id, exclusive, to an id, inclusive. */
  static ConversationSync between(String conversation, String user, long after, long end) {
    return new ConversationSync(conversation, user, false, after, end, false);
  }

  /**
   * The same for a device that has everything up to {@code after}, whichever event it has last: the
   * first event follows all that the device has.
   */
  static ConversationSync beginningWith(String conversation, String user, long after, long end) {
    ConversationSync sync = between(conversation, user, after, end);
    sync.lastGiven = 0;
    return sync;
  }

  /**
   * A way to the end of the history.
   *
   * @param after exclusive; 0 to begin with the newest page, 1 to begin with the first row
   * @param atLeast an id that the end must reach
   */
  static ConversationSync from(String conversation, String user, long after, long atLeast) {
    return new ConversationSync(conversation, user, after == 0, after, atLeast, true);
  }

  String conversation() {
    return conversation;
  }

  /** Whether the next page is the newest one. */
  boolean beginsWithNewest() {
    return newest;
  }

  long after() {
    return after;
  }

  /** The id that must be reached. */
  long end() {
    return end;
  }

  /** The highest id that may be handed on. */
  long limit() {
    return open ? Long.MAX_VALUE : end;
  }

  /** More has happened in the conversation meanwhile. */
  void raiseEnd(long newEnd) {
    end = Math.max(end, newEnd);
  }

  /**
   * The way leads to the end of the history now. A read that is under way does not tell that end,
   * because it was asked for less.
   */
  void open() {
    if (!open) {
      open = true;
      openedWhileReading = reading;
    }
  }

  /**
   * The way has a fixed end now. It is the end of an open way, wherever that way has led to,
   * because the user may have left the conversation there. Otherwise the higher one of both ends
   * counts.
   */
  void endAt(long newEnd) {
    end = open ? newEnd : Math.max(end, newEnd);
    open = false;
    newest = false;
  }

  /** The device has everything up to here. */
  void skipTo(long newAfter) {
    if (newAfter > 0) {
      newest = false;
    }
    if (newAfter > after) {
      member = true; // the user may have joined in what is skipped
      after = newAfter;
    }
    lastHanded = Math.max(lastHanded, eventAt(newAfter));
    lastGiven = Math.max(lastGiven, eventAt(newAfter));
  }

  /** An event of the history was handed on, or does not concern the user. */
  void passed(long eventId) {
    newest = false;
    after = Math.max(after, eventId);
    lastHanded = after;
  }

  /** An event is given to the device; gives the id of the one before it. */
  long given(long eventId) {
    long before = lastGiven;
    lastGiven = eventId;
    return before;
  }

  /** The history has nothing more up to an id, as the read tells that has just ended. */
  void complete(long upTo) {
    newest = false;
    open = open && openedWhileReading;
    after = Math.max(after, upTo);
  }

  boolean isDone() {
    return !open && after >= end;
  }

  /** The last event on the way. */
  long lastHanded() {
    return lastHanded;
  }

  boolean isReading() {
    return reading;
  }

  /** Whether a read may begin: none is under way, and no pause after a failure. */
  boolean mayRead() {
    return !reading && !pausing;
  }

  /** Whether the last read failed. */
  boolean hasFailed() {
    return failures > 0;
  }

  void readingBegins() {
    reading = true;
    openedWhileReading = false;
  }

  void readingEnds() {
    reading = false;
    failures = 0;
  }

  /** A read failed, and a pause begins; gives the number of failures in a row. */
  int readingFailed() {
    reading = false;
    pausing = true;
    failures++;
    return failures;
  }

  void pauseEnds() {
    pausing = false;
  }

  /** Says whether the user is a member where the way begins. Without it they are. */
  void beginsAsMember(boolean isMember) {
    member = isMember;
  }

  /**
   * The newest page of the history is here. If the user joins within it, what stands before does
   * not concern them.
   */
  void beginsWith(List<ConversationEvent> newestPage) {
    member =
        newestPage.stream()
            .flatMap(event -> MemberActions.of(user, event).stream())
            .findFirst()
            .map(first -> first != MemberAction.JOIN)
            .orElse(true);
  }

  /**
   * Whether an event concerns the user: not what happened before they joined, nor what happened
   * between their leaving and their joining again. To be asked for each event in order.
   */
  boolean concerns(ConversationEvent event) {
    boolean wasMember = member;
    member = MemberActions.isMemberAfter(user, event, member);
    return wasMember || member;
  }
}
