package io.parley.operations.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.schemas.topic.DeadLetterHeaders;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tests what a dead letter says of itself, and the choice of dead letters.
 *
 * <p>Seen red: with `until` inclusive; with a prefix of the bytes taken for the original although
 * nothing was cut.
 */
class DeadLetterTest {

  private final DeadLetter letter = Letters.of("chat.commands", 17, "bytes", Map.of());

  @Test
  void itSaysWhereItCameFromAndWhy() {
    assertThat(letter.reason()).isEqualTo("MALFORMED");
    assertThat(letter.job()).isEqualTo("ingest");
    assertThat(letter.source()).contains(new SourcePosition("chat.commands", 0, 17));
    assertThat(letter.id()).hasToString("0@17");
  }

  @Test
  void aRecordThatNoJobHasWrittenIsOneToo() {
    DeadLetter stray = DeadLetter.of(Letters.record("chat.dead-letters", 3, "key", "not of a job"));
    Letters.add(
        stray.record().headers(),
        Map.of(
            DeadLetterHeaders.SOURCE_TOPIC, "t",
            DeadLetterHeaders.SOURCE_PARTITION, "x",
            DeadLetterHeaders.SOURCE_OFFSET, "1"));

    assertThat(DeadLetter.of(stray.record()).source()).isEmpty();
    assertThat(stray.reason()).isEqualTo("?");
  }

  @Test
  void anIdIsPartitionAndOffset() {
    assertThat(DeadLetterId.parse("3@17")).isEqualTo(new DeadLetterId(3, 17));
    assertThatThrownBy(() -> DeadLetterId.parse("3-17")).hasMessageContaining("such as 3@17");
  }

  @Test
  void aFilterChoosesByEveryPartOfIt() {
    assertThat(filter(Set.of("MALFORMED"), Set.of("chat.commands"), Set.of("ingest"))).isTrue();
    assertThat(filter(Set.of("EMPTY"), Set.of("chat.commands"), Set.of("ingest"))).isFalse();
    assertThat(filter(Set.of(), Set.of("chat.receipts"), Set.of())).isFalse();
    assertThat(filter(Set.of(), Set.of(), Set.of("routing"))).isFalse();
    assertThat(filter(Set.of(), Set.of(), Set.of())).isTrue();
  }

  private boolean filter(Set<String> reasons, Set<String> topics, Set<String> jobs) {
    return new DeadLetterFilter(Set.of(), reasons, topics, jobs, Optional.empty(), Optional.empty())
        .chooses(letter);
  }

  @Test
  void theBoundsOfTimeAreSinceInclusiveAndUntilExclusive() {
    Instant time = letter.time();

    assertThat(between(Optional.of(time), Optional.empty())).isTrue();
    assertThat(between(Optional.of(time.plusMillis(1)), Optional.empty())).isFalse();
    assertThat(between(Optional.empty(), Optional.of(time.plusMillis(1)))).isTrue();
    assertThat(between(Optional.empty(), Optional.of(time))).isFalse();
  }

  private boolean between(Optional<Instant> since, Optional<Instant> until) {
    return new DeadLetterFilter(Set.of(), Set.of(), Set.of(), Set.of(), since, until)
        .chooses(letter);
  }

  @Test
  void anotherRecordAtTheSamePlaceIsNotTheOriginal() {
    DeadLetter cut =
        Letters.of("chat.commands", 1, "by", Map.of(DeadLetterHeaders.TRUNCATED, "key=3 value=5"));

    assertThat(SameBytes.agree(letter, Letters.record("chat.commands", 17, "key", "bytes")))
        .isTrue();
    assertThat(SameBytes.agree(letter, Letters.record("chat.commands", 17, "key", "bytes2")))
        .isFalse();
    assertThat(SameBytes.agree(cut, Letters.record("chat.commands", 1, "key", "bytes"))).isTrue();
    assertThat(SameBytes.agree(cut, Letters.record("chat.commands", 1, "key", "other"))).isFalse();
  }
}
