package io.parley.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.testing.Commands;
import io.parley.schemas.command.ConversationCommand;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The machine's clock as a witness. The sender's clock is wrong throughout. */
class BrokerTimeTest {

  private static final long DAY = 86_400_000L;
  private static final long FRIDAY = 1_750_000_000_000L;
  private static final long MONDAY = FRIDAY + 3 * DAY;
  private static final OptionalLong PARTITIONS = OptionalLong.of(FRIDAY);
  private static final ConversationCommand WRONG_SENDER =
      ConversationCommand.newBuilder(Commands.of("alice").text("m", "hello"))
          .setClientTime(0)
          .build();

  private final BrokerTime time = new BrokerTime(Duration.ofDays(1));

  @Test
  void aMachineThatWasNeverLookedAtConfirmsNothing() {
    assertThat(time.isConfirmed(FRIDAY, WRONG_SENDER)).isFalse();
  }

  @Test
  void aMachineThatIsLookedAtDuringTheSilenceConfirmsItsEnd() {
    for (long now = FRIDAY; now <= MONDAY; now += DAY) {
      time.lookAtMachine(now, PARTITIONS);
    }
    assertThat(time.isConfirmed(MONDAY + DAY, WRONG_SENDER)).isTrue();
    assertThat(time.isConfirmed(MONDAY + DAY + 1, WRONG_SENDER)).isFalse();
  }

  /**
   * The broker runs on the same machine, so both jump. Seen red: with every look saved. All ids
   * would follow the machine's clock, and wait for it when it is back.
   */
  @Test
  void aMachineWhoseClockJumpsAheadIsNoWitness() {
    time.lookAtMachine(FRIDAY, PARTITIONS);
    time.lookAtMachine(FRIDAY + 30 * DAY, PARTITIONS);
    assertThat(time.isConfirmed(FRIDAY + 30 * DAY, WRONG_SENDER)).isFalse();
  }

  /** The job was down for the weekend. A sender with a right clock has moved a partition since. */
  @Test
  void aMachineIsAWitnessAgainWhenAPartitionHasReachedItsTime() {
    time.restoreMachine(FRIDAY);
    time.lookAtMachine(MONDAY, PARTITIONS);
    assertThat(time.isConfirmed(MONDAY, WRONG_SENDER)).isFalse();
    time.lookAtMachine(MONDAY, OptionalLong.of(MONDAY));
    assertThat(time.isConfirmed(MONDAY, WRONG_SENDER)).isTrue();
  }

  @Test
  void aMachineWhoseClockIsBehindConfirmsNoLaterTime() {
    time.lookAtMachine(FRIDAY - 10 * DAY, PARTITIONS);
    assertThat(time.isConfirmed(MONDAY, WRONG_SENDER)).isFalse();
  }

  @Test
  void ofSeveralSavedLooksTheEarliestCounts() {
    time.restoreMachine(MONDAY);
    time.restoreMachine(FRIDAY);
    assertThat(time.isConfirmed(FRIDAY + DAY, WRONG_SENDER)).isTrue();
    assertThat(time.isConfirmed(FRIDAY + DAY + 1, WRONG_SENDER)).isFalse();
  }
}
