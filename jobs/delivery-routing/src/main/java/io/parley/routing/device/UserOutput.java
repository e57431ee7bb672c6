package io.parley.routing.device;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.push.PushRequest;

/** Where the decisions about one user go. Called by the thread that asked for the decision. */
public interface UserOutput {

  /**
   * A DIRECT or SYNC delivery. Deliveries of one device must stay in the order of the calls.
   *
   * @param traceparent the trace of the event, or null
   */
  void deliver(Delivery delivery, String traceparent);

  void push(PushRequest request);

  /** A device has acknowledged a conversation up to an event. */
  void cursor(String userId, String deviceId, String conversationId, long eventId);

  /** Asks to be called at that time or before, milliseconds since 1970. The earliest one counts. */
  void wakeAt(long time);

  void count(Occurrence occurrence);

  /** So many events more are stored, or fewer if negative. */
  void storedEvents(int more);

  /** Milliseconds from the first delivery of an event to a device until it was acknowledged. */
  void acknowledgedAfter(long millis);
}
