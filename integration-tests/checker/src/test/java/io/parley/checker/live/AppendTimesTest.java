package io.parley.checker.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/**
 * Tests the times of records around a step of the broker's clock. The fault {@code
 * broker-clock-back} was red without this: sessions seemed to have ended five minutes before
 * deliveries that came first.
 */
class AppendTimesTest {

  private final AppendTimes times = new AppendTimes();

  @Test
  void aClockThatIsSetBackStandsStill() {
    assertThat(times.next(dated(TimestampType.LOG_APPEND_TIME, 1_000))).isEqualTo(1_000);
    assertThat(times.next(dated(TimestampType.LOG_APPEND_TIME, 700))).isEqualTo(1_000);
    assertThat(times.next(dated(TimestampType.LOG_APPEND_TIME, 1_001))).isEqualTo(1_001);
  }

  @Test
  void aRecordOfAClockThatWasSetBackFarIsNotDated() {
    times.next(dated(TimestampType.LOG_APPEND_TIME, 5_000));
    assertThat(times.dated()).isTrue();
    times.next(dated(TimestampType.LOG_APPEND_TIME, 4_001));
    assertThat(times.dated()).isTrue();
    times.next(dated(TimestampType.LOG_APPEND_TIME, 4_000));
    assertThat(times.dated()).isFalse();
    times.next(dated(TimestampType.LOG_APPEND_TIME, 5_001));
    assertThat(times.dated()).isTrue();
  }

  @Test
  void timesOfTheWriterAreLeftAsTheyAre() {
    assertThat(times.next(dated(TimestampType.CREATE_TIME, 1_000))).isEqualTo(1_000);
    assertThat(times.next(dated(TimestampType.CREATE_TIME, 700))).isEqualTo(700);
  }

  private static ConsumerRecord<byte[], byte[]> dated(TimestampType type, long at) {
    return new ConsumerRecord<>(
        "topic", 0, 0, at, type, 0, 0, null, null, new RecordHeaders(), Optional.empty());
  }
}
