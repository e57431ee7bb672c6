package io.parley.ingest.domain;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The check of the records that move a partition's clock. A clock never goes back, so one record of
 * the year 2099 would date everything behind it, and no table would take the rows.
 *
 * <p>A large step forward has one of two causes. Nobody wrote for a week, or a broker's clock is
 * wrong. A step up to the allowed size is believed. A larger step is believed if one of two
 * witnesses agrees with the broker:
 *
 * <ul>
 *   <li>The sender's clock. The command contains its time. It may be wrong, and it is old if the
 *       command was composed offline.
 *   <li>The machine's clock. The task looks at it at each checkpoint and saves what it saw. It
 *       decides by the saved time only, so a replay from that checkpoint decides the same.
 * </ul>
 *
 * <p>The machine's clock may be wrong too, and it is the broker's own clock where both run on one
 * machine. So a look is saved only if the machine's clock is at most the allowed step ahead of the
 * look before it, or of the furthest partition. A clock that has jumped ahead is no witness. The
 * decision is then up to the sender's clock alone.
 *
 * <p>A broker's clock that goes back needs no rule. Ids go on from the last time until the broker's
 * clock has caught up.
 */
public final class BrokerTime {

  private static final long NEVER = Long.MIN_VALUE;

  private final long maxStepMillis;
  private long machineMillis = NEVER;

  /**
   * @param maxStep the largest step forward, from a partition's record to the next, that is
   *     believed without a witness
   */
  public BrokerTime(Duration maxStep) {
    this.maxStepMillis = maxStep.toMillis();
  }

  /** Takes over a saved look. Of several, after a rescale, the earliest counts. */
  public void restoreMachine(long millis) {
    machineMillis = machineMillis == NEVER ? millis : Math.min(machineMillis, millis);
  }

  /**
   * Looks at the machine's clock. To be called at a checkpoint only.
   *
   * @param now what the machine's clock says
   * @param furthestMillis the time that the furthest partition has reached
   * @return what the checkpoint has to save
   */
  public OptionalLong lookAtMachine(long now, OptionalLong furthestMillis) {
    long known = Math.max(machineMillis, furthestMillis.orElse(NEVER));
    if (known == NEVER || now - known <= maxStepMillis) {
      machineMillis = now;
    }
    return machineMillis == NEVER ? OptionalLong.empty() : OptionalLong.of(machineMillis);
  }

  /** The reason why a record must not be numbered. Empty if it may be numbered. */
  public Optional<DeadLetterReason> refuse(SourceRecord source) {
    if (!source.logAppendTime()) {
      return Optional.of(DeadLetterReason.NOT_LOG_APPEND_TIME);
    }
    return Snowflake.canBear(source.timestamp())
        ? Optional.empty()
        : Optional.of(DeadLetterReason.TIMESTAMP_OUT_OF_RANGE);
  }

  /**
   * Whether the step from the partition's time to a record is so large that a witness must agree.
   */
  public boolean isLargeStep(OptionalLong partitionMillis, long appendMillis) {
    return partitionMillis.isPresent()
        && appendMillis - partitionMillis.getAsLong() > maxStepMillis;
  }

  /** Whether the sender's clock or the machine's agrees with the broker's. */
  public boolean isConfirmed(long appendMillis, ConversationCommand command) {
    long clientTime = command.getClientTime();
    boolean senderAgrees =
        clientTime >= appendMillis - maxStepMillis && clientTime <= appendMillis + maxStepMillis;
    return senderAgrees || appendMillis - maxStepMillis <= machineMillis;
  }
}
