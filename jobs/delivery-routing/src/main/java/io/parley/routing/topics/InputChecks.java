package io.parley.routing.topics;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.RecordCheck;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.session.SessionEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * Checks of this job's inputs, in addition to the contract that every job checks. Gateways number
 * sessions and incarnations by their own clocks. A value far in the future would win against every
 * later one.
 */
public final class InputChecks {

  private InputChecks() {}

  /** Accepts a session whose epoch and incarnation are not ahead of the broker's time. */
  public static RecordCheck<SessionEvent> session(Duration maxAhead) {
    long max = maxAhead.toMillis();
    return (source, session) ->
        refusedIf(
            isOff(session.getSessionEpoch(), source.timestamp(), max)
                || isOff(session.getGatewayIncarnation(), source.timestamp(), max));
  }

  /** Accepts a gateway record whose incarnation is not ahead of the broker's time. */
  public static RecordCheck<GatewayEvent> gateway(Duration maxAhead) {
    long max = maxAhead.toMillis();
    return (source, gateway) -> refusedIf(isOff(gateway.getIncarnation(), source.timestamp(), max));
  }

  private static boolean isOff(long value, long appendedAt, long maxAhead) {
    return value < 0 || value > appendedAt + maxAhead;
  }

  private static Optional<DeadLetterReason> refusedIf(boolean refused) {
    return refused ? Optional.of(DeadLetterReason.TIMESTAMP_OUT_OF_RANGE) : Optional.empty();
  }
}
