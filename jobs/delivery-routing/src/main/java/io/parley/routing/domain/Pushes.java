package io.parley.routing.domain;

/**
 * Decides which notifications one user gets about one conversation.
 *
 * <p>A message is pushed after a grace period without a live session and without a receipt. So a
 * DISCONNECTED that overtakes a READ causes no push. After a notification the next one waits for
 * the quiet interval, and messages that come in the meantime are held. A receipt of any device
 * cancels a held notification. Only READ takes back a notification that was sent. A device that the
 * push itself woke in the background acknowledges the message, but its user has not seen it. A
 * deletion cancels a held notification and takes back one that was sent, and so does leaving.
 *
 * <p>After a restart of the task, and after a correction of its clock, every held notification
 * waits for a full grace period. Until the inputs have said how far they are read, the task knows
 * the time only from its checkpoint and from the records that it has read since. Both may be old.
 */
final class Pushes {

  private final Turn turn;
  private final OpenConversation open;
  private final PushState push;

  Pushes(Turn turn, OpenConversation open) {
    this.turn = turn;
    this.open = open;
    this.push = open.push;
  }

  void onEvent(UserInput.Event event) {
    if (event.kind() == UserInput.EventKind.DELETION) {
      delete(event.messageId());
    } else if (event.kind() == UserInput.EventKind.LEAVE) {
      onLeave();
    } else if (event.kind() == UserInput.EventKind.MESSAGE
        && !event.senderId().equals(turn.userId)) {
      push.unread++;
      if (event.wantsPush()) {
        add(new Unseen(event.messageId(), event.senderId(), event.type()));
      }
    }
  }

  void onNudge(UserInput.Nudge nudge) {
    nudge.deleted().forEach(this::delete);
    boolean known =
        !push.unseen.isEmpty() && push.unseen.getLast().messageId() >= nudge.messageId();
    if (nudge.messageId() > push.notified && !known && !nudge.senderId().equals(turn.userId)) {
      push.unread++;
      add(new Unseen(nudge.messageId(), nudge.senderId(), nudge.type()));
    }
  }

  private void add(Unseen message) {
    if (push.unseen.size() == PushState.MAX_UNSEEN) {
      push.unseen.removeFirst();
    }
    push.unseen.addLast(message);
    holdIfOffline();
  }

  /**
   * The user has left the conversation and gets no later deletions. A notification that is held, or
   * that stays on their devices, could then show a deleted message. So both are ended here.
   */
  void onLeave() {
    push.unseen.clear();
    push.unread = 0;
    restWaitsAnew(true);
    if (push.notified != 0) {
      clear();
    }
  }

  private void delete(long messageId) {
    if (push.unseen.removeIf(message -> message.messageId() == messageId)) {
      push.unread = Math.max(0, push.unread - 1);
      restWaitsAnew(messageId == push.heldFor);
    }
    if (push.notified == messageId) {
      clear();
      holdIfOffline();
    }
  }

  void onReceipt(UserInput.Acknowledgement receipt) {
    long seenUpTo = receipt.read() ? receipt.upTo() : deliveredUpTo(receipt.upTo());
    push.unseen.removeIf(message -> message.messageId() <= seenUpTo);
    restWaitsAnew(seenUpTo >= push.heldFor);
    if (!receipt.read()) {
      return;
    }
    push.unread = receipt.upTo() >= open.newest ? 0 : Math.min(push.unread, push.unseen.size());
    if (push.notified != 0 && receipt.upTo() >= push.notified) {
      clear();
    }
  }

  /**
   * The messages that need no notification after a DELIVERED. With {@link PushPolicy#DEVICE} a
   * device without a session keeps those that it has not acknowledged itself.
   */
  private long deliveredUpTo(long upTo) {
    if (turn.policy.pushes() == PushPolicy.USER) {
      return upTo;
    }
    long lowest = upTo;
    for (Mark mark : open.marks) {
      Device device = turn.user.device(mark.slot);
      if (device != null && turn.lifeOf(device) != GatewayTable.Life.LIVE) {
        lowest = Math.min(lowest, mark.acked);
      }
    }
    return lowest;
  }

  /**
   * Removes messages that are not held any more. If the message whose grace period was running is
   * among them, the others wait for a full grace period, so that no message is pushed too early.
   */
  private void restWaitsAnew(boolean heldForIsGone) {
    if (push.pushAt == 0) {
      return;
    }
    if (!hasNews()) {
      push.pushAt = 0;
      turn.out.count(RoutingCounter.CANCELLED_PUSH);
    } else if (heldForIsGone) {
      push.pushAt = Math.max(push.pushAt, turn.time.now() + turn.policy.pushGrace());
      push.heldFor = push.unseen.getLast().messageId();
    }
  }

  /** Whether a message is held that is newer than the one whose notification is out. */
  private boolean hasNews() {
    return !push.unseen.isEmpty() && push.unseen.getLast().messageId() > push.notified;
  }

  /**
   * Takes the notification back. This also ends the quiet interval, because the user has seen the
   * conversation or the message is gone.
   */
  private void clear() {
    turn.out.clear(turn.userId, open.conversationId, push.notified);
    push.notified = 0;
    push.quietUntil = 0;
  }

  /**
   * The user has a live session, and it brings the messages. So the held notification is cancelled.
   */
  void onOnline() {
    if (push.pushAt != 0) {
      push.pushAt = 0;
      turn.out.count(RoutingCounter.CANCELLED_PUSH);
    }
  }

  /**
   * A session had begun and ended before the job read of it. The grace period begins anew, because
   * it counts from the end of the last session.
   */
  void onSessionThatIsOver() {
    if (push.pushAt != 0) {
      push.pushAt = Math.max(push.pushAt, turn.time.now() + turn.policy.pushGrace());
    }
  }

  /**
   * If the user has no live session, messages that no device has acknowledged are pushed after the
   * grace period. It begins with the message or with the end of the last session, whichever is
   * later. After a restart the task may read an old message when it knows of that end already.
   */
  void holdIfOffline() {
    if (hasNews() && push.pushAt == 0 && turn.isOffline()) {
      long since =
          turn.user.devices.stream().mapToLong(Device::since).reduce(turn.time.now(), Math::max);
      push.pushAt = Math.max(since + turn.policy.pushGrace(), push.quietUntil);
      push.heldFor = push.unseen.getLast().messageId();
    }
  }

  void onTime() {
    if (push.pushAt == 0 || !turn.time.hasPassed(push.pushAt)) {
      return;
    }
    push.pushAt = 0;
    if (!turn.isOffline()) {
      turn.out.count(RoutingCounter.CANCELLED_PUSH);
      return;
    }
    long fullGrace = turn.time.steadySince() + turn.policy.pushGrace();
    if (!turn.time.hasPassed(fullGrace)) {
      push.pushAt = fullGrace;
      return;
    }
    Unseen newest = push.unseen.getLast();
    turn.out.notify(turn.userId, open.conversationId, newest, Math.max(1, push.unread));
    push.notified = newest.messageId();
    push.quietUntil = turn.time.now() + turn.policy.pushQuiet();
  }
}
