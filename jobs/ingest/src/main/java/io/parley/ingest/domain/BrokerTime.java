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
 * wrong. Only the records may tell the two apart, so that a replay decides the same. The command
 * contains the time of its sender's clock. A step up to the allowed size is believed. A larger step
 * is believed only if the sender's clock agrees.
 *
 * <p>A broker's clock that goes back needs no rule. Ids go on from the last time until the broker's
 * clock has caught up.
 */
public final class BrokerTime {

  private final long maxStepMillis;

  /**
   * @param maxStep the largest step forward, from a partition's record to the next, that is
   *     believed without a look at the sender's clock
   */
  public BrokerTime(Duration maxStep) {
    this.maxStepMillis = maxStep.toMillis();
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
   * Whether the step from the partition's time to a record is so large that the sender's clock must
   * agree.
   */
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
