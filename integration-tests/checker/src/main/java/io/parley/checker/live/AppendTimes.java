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

  private long latest = Long.MIN_VALUE;

  /** The time of the next record, milliseconds since 1970. */
  long next(ConsumerRecord<?, ?> record) {
    if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
      return record.timestamp();
    }
    latest = Math.max(latest, record.timestamp());
    return latest;
  }
}
