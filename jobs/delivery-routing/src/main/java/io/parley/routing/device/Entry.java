package io.parley.routing.device;

/**
 * What a device has yet to acknowledge: one event, or a range of events that it is to fetch itself.
 *
 * @param firstEventId the event, or the first one of the range
 * @param lastEventId the event again, or the last one of the range
 * @param range whether the events are only named here and no longer stored for the device
 * @param attempts how often it went out already, over all sessions; marks redeliveries
 * @param sentAt when it went out first, milliseconds since 1970; 0 before that
 */
public record Entry(long firstEventId, long lastEventId, boolean range, int attempts, long sentAt) {

  static Entry event(long eventId) {
    return new Entry(eventId, eventId, false, 0, 0);
  }

  static Entry range(long firstEventId, long lastEventId) {
    return new Entry(firstEventId, lastEventId, true, 0, 0);
  }

  Entry sent(long now) {
    return new Entry(firstEventId, lastEventId, range, attempts + 1, attempts == 0 ? now : sentAt);
  }

  /** The part of this range that lies above an event. */
  Entry above(long eventId) {
    return new Entry(Math.max(firstEventId, eventId + 1), lastEventId, range, attempts, sentAt);
  }
}
