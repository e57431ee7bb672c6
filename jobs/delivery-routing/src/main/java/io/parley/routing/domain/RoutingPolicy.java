package io.parley.routing.domain;

import java.io.Serializable;

/**
 * The limits and delays for the decisions about one user. Times are milliseconds.
 *
 * @param gatewayLease a gateway without a sign of life for this long is silent
 * @param ackTimeout how long a device has to acknowledge before a SYNC goes out
 * @param maxDelay the longest delay between two SYNCs
 * @param jitter share by which a delay is made shorter or longer, computed from ids
 * @param inFlight events that may go out without any acknowledgement. One more causes a SYNC
 * @param syncsPerSecond SYNCs of beginning sessions, per task
 * @param maxDevices the most devices of a user
 * @param retention how long a device without a session is remembered
 * @param pushes who counts as offline
 * @param pushGrace how long a message waits for a session or a receipt before it is pushed
 * @param pushQuiet no second push for a conversation within this time
 * @param receiptTolerance how far a receipt for a large conversation may be ahead of the time
 */
public record RoutingPolicy(
    long gatewayLease,
    long ackTimeout,
    long maxDelay,
    double jitter,
    int inFlight,
    int syncsPerSecond,
    int maxDevices,
    long retention,
    PushPolicy pushes,
    long pushGrace,
    long pushQuiet,
    long receiptTolerance)
    implements Serializable {

  /**
   * The time to wait for the acknowledgement of a SYNC. It doubles with each attempt, and jitter
   * spreads it.
   */
  long delay(int attempt, int seed) {
    long doubled = ackTimeout << Math.min(Math.max(0, attempt - 1), 20);
    long delay = doubled < ackTimeout ? maxDelay : Math.min(doubled, maxDelay);
    // -1 to 1, the same for the same ids and attempt.
    double spread = (((seed * 31 + attempt) * 0x9E3779B9) >>> 8) / (double) (1 << 23) - 1;
    return Math.max(1, (long) (delay * (1 + jitter * spread)));
  }
}
