package io.parley.ingest.domain;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import io.parley.schemas.id.Snowflake;
import java.util.Optional;

/** Which records may move a partition's clock. */
public final class BrokerTime {

  private BrokerTime() {}

  /**
   * Why a record must not be numbered; empty if it may. A clock never goes back: a single record of
   * the year 2099 would date everything behind it.
   */
  public static Optional<DeadLetterReason> refuse(SourceRecord source) {
    if (!source.logAppendTime()) {
      return Optional.of(DeadLetterReason.NOT_LOG_APPEND_TIME);
    }
    return Snowflake.canBear(source.timestamp())
        ? Optional.empty()
        : Optional.of(DeadLetterReason.TIMESTAMP_OUT_OF_RANGE);
  }
}
