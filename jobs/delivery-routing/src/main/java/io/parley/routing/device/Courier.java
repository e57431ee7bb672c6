package io.parley.routing.device;

import io.parley.routing.Deliveries;
import io.parley.routing.TracedEvent;

/**
 * Sends the entries of one queue to its connected device, and says what the queue is after that.
 */
final class Courier {

  private final UserOutput out;
  private final RedeliveryPolicy redelivery;

  Courier(UserOutput out, RedeliveryPolicy redelivery) {
    this.out = out;
    this.redelivery = redelivery;
  }

  /** The whole queue, in order. If one of its events has expired, the queue goes out as a range. */
  DeviceQueue sendAll(Letter to, DeviceQueue queue, long now) {
    boolean complete =
        queue.entries().stream()
            .allMatch(e -> e.range() || to.events().apply(e.firstEventId()) != null);
    DeviceQueue whole = complete ? queue : queue.collapsedUpTo(queue.last().lastEventId());
    whole.entries().forEach(entry -> send(to, entry));
    return whole.allSent(now, nextRedelivery(to, whole.head(), 1, now));
  }

  /** The entry that was just appended behind others. */
  DeviceQueue sendLast(Letter to, DeviceQueue queue, long now) {
    send(to, queue.last());
    return queue.lastSent(now);
  }

  /** The head once more. */
  DeviceQueue sendHead(Letter to, DeviceQueue queue, long now) {
    send(to, queue.head());
    int attempt = queue.headSendsInSession() + 1;
    return queue.headSent(now, nextRedelivery(to, queue.head(), attempt, now));
  }

  /** Nothing; but the new head gets its time, counted from now. */
  DeviceQueue scheduled(Letter to, DeviceQueue queue, long now) {
    return queue.redeliveredAt(nextRedelivery(to, queue.head(), 1, now));
  }

  private long nextRedelivery(Letter to, Entry head, int attempt, long now) {
    long delay =
        redelivery.delayAfter(attempt, to.device(), to.conversation(), head.firstEventId());
    out.wakeAt(now + delay);
    return now + delay;
  }

  private void send(Letter to, Entry entry) {
    DeviceSession session = to.session();
    TracedEvent traced = entry.range() ? null : to.events().apply(entry.firstEventId());
    if (entry.attempts() > 0) {
      out.count(Occurrence.REDELIVERY);
    }
    out.deliver(
        traced == null
            ? Deliveries.sync(
                session.gatewayId(),
                to.userId(),
                to.device(),
                session.epoch(),
                to.conversation(),
                entry.firstEventId() - 1)
            : Deliveries.direct(
                session.gatewayId(),
                to.userId(),
                to.device(),
                session.epoch(),
                entry.attempts() + 1,
                traced.event()),
        traced == null ? null : traced.traceparent());
  }
}
