package io.parley.routing.device;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * When to send again, and when to stop.
 *
 * <p>The delay doubles with each attempt up to a limit, and is spread by a jitter so that what was
 * sent together is not sent again together. The jitter is drawn from the ids of what is sent
 * instead of from chance: the spread is as wide, and the same input gives the same schedule, in a
 * test, in a replay, and on whichever machine the work is done again.
 *
 * @param firstDelay before the second attempt
 * @param maxDelay limit of the doubling
 * @param jitter share of the delay by which it is shortened or lengthened, 0 to 1
 * @param attemptsPerSession after this many without an acknowledgement the session counts as dead
 * @param sessions after this many sessions' worth of attempts the message is set aside for the
 *     device
 */
public record RedeliveryPolicy(
    Duration firstDelay, Duration maxDelay, double jitter, int attemptsPerSession, int sessions)
    implements Serializable {

  /** The delay in milliseconds after an entry went out for the {@code attempt}th time. */
  long delayAfter(int attempt, String device, String conversation, long eventId) {
    int doublings = Math.min(attempt - 1, 30);
    long plain = Math.min(maxDelay.toMillis(), firstDelay.toMillis() << doublings);
    long seed = Objects.hash(device, conversation, eventId, attempt);
    double spread = 2 * new SplittableRandom(seed).nextDouble() - 1;
    return Math.max(1, Math.round(plain * (1 + jitter * spread)));
  }

  boolean sessionIsDead(DeviceQueue queue) {
    return queue.headSendsInSession() >= attemptsPerSession;
  }

  boolean headIsHopeless(DeviceQueue queue) {
    return queue.headSends() >= attemptsPerSession * sessions;
  }
}
