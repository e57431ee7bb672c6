package io.parley.common.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.options.KafkaOptions.LostState;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Seen red: with a missing state accepted, with an older state accepted, with {@code <=} in place
 * of {@code <} between the state's position and the committed one, and without the look at the
 * number of partitions.
 */
class StartCheckTest {

  private static final String TOPIC = "chat.commands";

  @Test
  void aFirstStartHasNeitherStateNorCommittedOffsets() {
    assertThat(refusal(none(), 4, Map.of())).isEmpty();
  }

  @Test
  void aStartWithoutStateIsRefusedWhenTheGroupHasOffsets() {
    assertThat(refusal(none(), 4, Map.of(0, 17L, 3, 5L)))
        .get()
        .asString()
        .contains("without state", "{0=17, 3=5}", "--kafka.lost-state ALLOW");
  }

  /** A restart after a failure: what the last checkpoint had is what was committed. */
  @Test
  void aRestartFromTheLastCheckpointIsAccepted() {
    assertThat(refusal(read(17, 5), 2, Map.of(0, 17L, 1, 5L))).isEmpty();
    assertThat(refusal(read(18, 9), 2, Map.of(0, 17L, 1, 5L))).isEmpty();
  }

  @Test
  void anOlderStateIsRefusedWithTheNumbers() {
    assertThat(refusal(read(17, 4), 2, Map.of(0, 17L, 1, 5L)))
        .get()
        .asString()
        .contains("older", "{1=4, committed 5}", "--kafka.lost-state ALLOW")
        .doesNotContain("17");
  }

  /**
   * A savepoint from before the first record of a partition. Seen red when such a partition was
   * passed over: a savepoint of the first minute could be restored a year later.
   */
  @Test
  void aStateFromBeforeTheFirstRecordOfAPartitionIsOlder() {
    assertThat(refusal(read(17, -1), 2, Map.of(0, 17L, 1, 5L)))
        .get()
        .asString()
        .contains("older", "{1=0, committed 5}");
  }

  /** The group commits nothing for a partition that has no records yet. */
  @Test
  void aPartitionWithoutRecordsSaysNothing() {
    assertThat(refusal(read(17, -1), 2, Map.of(0, 17L))).isEmpty();
    assertThat(refusal(read(17, -1), 2, Map.of(0, 17L, 1, 0L))).isEmpty();
  }

  @Test
  void bothAreAcceptedWhenSomebodySaysSo() {
    InputTopic now = new InputTopic(2, Map.of(0, 17L));
    assertThat(new StartCheck(TOPIC, now).refusal(none(), LostState.ALLOW)).isEmpty();
    assertThat(new StartCheck(TOPIC, now).refusal(read(1, 1), LostState.ALLOW)).isEmpty();
  }

  @Test
  void anotherNumberOfPartitionsIsRefusedWhateverSomebodySays() {
    InputTopic now = new InputTopic(8, Map.of());
    assertThat(new StartCheck(TOPIC, now).refusal(read(17, 5), LostState.ALLOW))
        .get()
        .asString()
        .contains("has 8 partitions", "when it had 2", "jobs/ingest/GENERATIONS.md")
        .contains("Any other topic needs its 2 partitions back", "--kafka.lost-records SKIP");
  }

  @Test
  void ofTwoCopiesTheFurtherPositionIsTrue() {
    ReadPositions merged = read(17, -1).orElseThrow().merge(read(3, 5).orElseThrow());
    assertThat(merged).isEqualTo(read(17, 5).orElseThrow());
  }

  private static Optional<String> refusal(
      Optional<ReadPositions> saved, int partitions, Map<Integer, Long> committed) {
    return new StartCheck(TOPIC, new InputTopic(partitions, committed))
        .refusal(saved, LostState.REFUSE);
  }

  private static Optional<ReadPositions> none() {
    return Optional.empty();
  }

  private static Optional<ReadPositions> read(long... next) {
    return Optional.of(new ReadPositions(TOPIC, next.length, next));
  }
}
