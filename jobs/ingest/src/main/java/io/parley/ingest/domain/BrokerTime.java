package io.parley.ingest.domain;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which records may move a partition's clock. A clock never goes back, so one record of the year
 * 2099 would date everything behind it, and no table would take the rows.
 *
 * <p>A step forward may be large for a good reason: nobody wrote for a week. Or a broker's clock is
 * wrong. Records alone tell the two apart, so that a replay decides the same: the command bears the
 * time of its sender's clock. Up to the allowed step the broker is believed. Beyond it, it is
 * believed only if the sender's clock agrees.
 *
 * <p>A clock that goes back needs no rule. Ids go on from the last time, until the broker's clock
 * has caught up.
 */
public final class BrokerTime {

  private final long maxStepMillis;

  /**
   * @param maxStep the largest step forward, from a partition's record to the next, that needs no
   *     second witness
   */
  public BrokerTime(Duration maxStep) {
    this.maxStepMillis = maxStep.toMillis();
  }

  /** Why a record must not be numbered; empty if it may. */
  public Optional<DeadLetterReason> refuse(SourceRecord source) {
    if (!source.logAppendTime()) {
      return Optional.of(DeadLetterReason.NOT_LOG_APPEND_TIME);
    }
    return Snowflake.canBear(source.timestamp())
        ? Optional.empty()
        : Optional.of(DeadLetterReason.TIMESTAMP_OUT_OF_RANGE);
  }

  /** Whether the step from the partition's time to a record needs a second witness. */
  public boolean isLargeStep(OptionalLong partitionMillis, long appendMillis) {
    return partitionMillis.isPresent()
        && appendMillis - partitionMillis.getAsLong() > maxStepMillis;
  }

  /** Whether the sender's clock agrees with the broker's. */
  public boolean isConfirmed(long appendMillis, ConversationCommand command) {
    long clientTime = command.getClientTime();
    return clientTime >= appendMillis - maxStepMillis && clientTime <= appendMillis + maxStepMillis;
  }
}
