package io.parley.checker.live;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * The times of one partition's records as the jobs take them. A broker's clock may be set back, and
 * then it appends records with times before those of earlier records. The jobs never let time go
 * back, so the time of a record that the broker has dated is at least that of every record before
 * it. Times that the writer has set are left as they are.
 */
final class AppendTimes {

  /** A clock is set back by less than this without a mistake that anybody would notice. */
  private static final long SET_BACK_MILLIS = 1_000;

  private long latest = Long.MIN_VALUE;
  private boolean dated = true;

  /** The time of the next record, milliseconds since 1970. */
  long next(ConsumerRecord<?, ?> record) {
    if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
      return record.timestamp();
    }
    latest = Math.max(latest, record.timestamp());
    dated = latest - record.timestamp() < SET_BACK_MILLIS;
    return latest;
  }

  /** Whether the last time was about that of its record. */
  boolean dated() {
    return dated;
  }
}
