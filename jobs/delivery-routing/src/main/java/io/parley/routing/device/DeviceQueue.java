package io.parley.routing.device;

import java.util.ArrayList;
import java.util.List;

/**
 * What one device has yet to acknowledge in one conversation, in the order of event_id. Immutable.
 *
 * <p>While the device is connected everything in the queue has been sent in the current session;
 * while it is not, the queue waits. The head is the entry that redeliveries and the loop guard are
 * about: nothing behind it is judged before it is settled or set aside.
 *
 * @param entries ranges and events, rising, never overlapping; never null
 * @param headSends how often the head was sent while it was the head, over all sessions
 * @param headSendsInSession the same, in the current session
 * @param redeliverAt when the head goes out again, milliseconds since 1970; means nothing while the
 *     device is not connected
 */
public record DeviceQueue(
    List<Entry> entries, int headSends, int headSendsInSession, long redeliverAt) {

  static final DeviceQueue EMPTY = new DeviceQueue(List.of(), 0, 0, 0);

  static DeviceQueue ofRange(long firstEventId, long lastEventId) {
    return new DeviceQueue(List.of(Entry.range(firstEventId, lastEventId)), 0, 0, 0);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  int size() {
    return entries.size();
  }

  Entry head() {
    return entries.get(0);
  }

  Entry last() {
    return entries.get(entries.size() - 1);
  }

  /** Whether nothing waits but one range: then a device that is away needs no more than its end. */
  boolean isOneRange() {
    return entries.size() == 1 && head().range();
  }

  boolean holdsEvent(long eventId) {
    return entries.stream().anyMatch(e -> !e.range() && e.firstEventId() == eventId);
  }

  DeviceQueue append(long eventId) {
    List<Entry> longer = new ArrayList<>(entries);
    longer.add(Entry.event(eventId));
    return withEntries(longer);
  }

  /** With a range at the end, as far as it lies behind what waits already. */
  DeviceQueue appendRange(long firstEventId, long lastEventId) {
    long first = isEmpty() ? firstEventId : Math.max(firstEventId, last().lastEventId() + 1);
    if (first > lastEventId) {
      return this;
    }
    List<Entry> longer = new ArrayList<>(entries);
    longer.add(Entry.range(first, lastEventId));
    return withEntries(longer);
  }

  /** Everything that waits, and all up to {@code lastEventId}, as one range that was never sent. */
  DeviceQueue collapsedUpTo(long lastEventId) {
    return ofRange(isEmpty() ? lastEventId : head().firstEventId(), lastEventId);
  }

  /** The queue after the device has acknowledged everything up to an event. */
  DeviceQueue settledUpTo(long eventId) {
    if (isEmpty() || head().firstEventId() > eventId) {
      return this;
    }
    List<Entry> open = new ArrayList<>(entries);
    open.removeIf(entry -> entry.lastEventId() <= eventId);
    if (!open.isEmpty()) {
      open.set(0, open.get(0).above(eventId));
    }
    return withNewHead(open);
  }

  /** The queue without its head, which the device cannot take. */
  DeviceQueue headSetAside() {
    return withNewHead(entries.subList(1, entries.size()));
  }

  /** After all entries went out at the start of a session. */
  DeviceQueue allSent(long now, long nextRedelivery) {
    List<Entry> sent = entries.stream().map(entry -> entry.sent(now)).toList();
    return new DeviceQueue(sent, headSends + 1, 1, nextRedelivery);
  }

  /** After the head went out once more. */
  DeviceQueue headSent(long now, long nextRedelivery) {
    List<Entry> sent = new ArrayList<>(entries);
    sent.set(0, head().sent(now));
    return new DeviceQueue(sent, headSends + 1, headSendsInSession + 1, nextRedelivery);
  }

  /** After the last entry went out behind others that did so before. */
  DeviceQueue lastSent(long now) {
    List<Entry> sent = new ArrayList<>(entries);
    sent.set(sent.size() - 1, last().sent(now));
    return withEntries(sent);
  }

  DeviceQueue redeliveredAt(long time) {
    return new DeviceQueue(entries, headSends, headSendsInSession, time);
  }

  private DeviceQueue withEntries(List<Entry> others) {
    return new DeviceQueue(others, headSends, headSendsInSession, redeliverAt);
  }

  /** What follows starts with a clean record: it could not be judged behind the old head. */
  private DeviceQueue withNewHead(List<Entry> rest) {
    if (rest.isEmpty()) {
      return EMPTY;
    }
    int sends = Math.min(1, rest.get(0).attempts());
    return new DeviceQueue(new ArrayList<>(rest), sends, sends, redeliverAt);
  }
}
