package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import org.junit.jupiter.api.Test;

/**
 * The estimate of the brokers' time.
 *
 * <p>Mutation testing found that nothing noticed a time that falls between two records, a time
 * before the first record, a time that stands still while many records are read, and five seconds
 * that are counted into the past when a jump or a checkpoint is judged.
 */
class BrokerClockTest {

  private static final long T = Events.START;

  private long nanos;
  private final BrokerClock clock = new BrokerClock(() -> nanos);

  @Test
  void betweenTwoRecordsTheTimeRisesWithWhatHasElapsed() {
    clock.observe(T);

    nanos += 2_000_000_000L;

    assertThat(clock.now()).isEqualTo(T + 2_000);
    assertThat(clock.latest()).isEqualTo(T + 2_000);
  }

  /** Elapsed time may be negative. Added to the least number, it gives the end of all time. */
  @Test
  void beforeTheFirstRecordTheTimeIsUnknown() {
    nanos = -1_000_000_000L;

    assertThat(clock.read()).isEqualTo(BrokerClock.UNKNOWN);
    assertThat(clock.now()).isEqualTo(BrokerClock.UNKNOWN);
    assertThat(clock.latest()).isEqualTo(BrokerClock.UNKNOWN);
  }

  @Test
  void manyRecordsOfOneMillisecondDoNotHoldTheTimeUp() {
    clock.observe(T);

    for (int n = 0; n < 10; n++) {
      nanos += 500_000;
      clock.observe(clock.now());
    }

    assertThat(clock.now()).isEqualTo(T + 5);
  }

  @Test
  void aRiseByMoreThanFiveSecondsIsAJumpOfAClock() {
    clock.readUpTo(T);

    clock.observe(T + 5_000);
    assertThat(clock.jumpedTo()).isEqualTo(BrokerClock.UNKNOWN);
    clock.observe(T + 10_001);

    assertThat(clock.jumpedTo()).isEqualTo(T + 10_001);
  }

  @Test
  void anEstimateThatWasBehindIsCorrectedHoweverSlowlyItRises() {
    clock.observe(T);
    assertThat(clock.correctedTo()).as("before it nothing was known").isEqualTo(T);
    clock.observe(T + 250);
    clock.observe(T + 500);
    assertThat(clock.correctedTo()).as("tolerated").isEqualTo(T);

    clock.observe(T + 501);
    assertThat(clock.correctedTo()).isEqualTo(T + 501);
    nanos += 1_000_000_000L;
    clock.observe(T + 1_501);
    clock.observe(T + 1_502);

    assertThat(clock.correctedTo()).as("time that elapsed is no correction").isEqualTo(T + 501);
  }

  /** Otherwise nothing would be told again while a clock is set slowly, which takes minutes. */
  @Test
  void aClockThatIsSetSlowlyIsNotCorrected() {
    clock.observe(T);

    for (int second = 1; second <= 600; second++) {
      nanos += 1_000_000_000L;
      clock.observe(T + second * 1_083L);
    }

    assertThat(clock.correctedTo()).isEqualTo(T);
  }

  @Test
  void theTimeOfACheckpointThatIsFiveSecondsAheadOfTheInputCounts() {
    BrokerClock resumed = new BrokerClock(() -> nanos, T + 5_000);

    resumed.readUpTo(T);

    assertThat(resumed.now()).isEqualTo(T + 5_000);
  }

  @Test
  void theTimeOfACheckpointThatIsFurtherAheadOnlyDatesWhatIsSent() {
    BrokerClock resumed = new BrokerClock(() -> nanos, T + 5_001);

    resumed.readUpTo(T);

    assertThat(resumed.now()).isEqualTo(T);
    assertThat(resumed.latest()).isEqualTo(T + 5_001);
  }
}
