package io.parley.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seen red: kinds that only one of the two pipelines writes left out of the comparison. */
class WritesTest {

  private static final double TOLERANCE = 0.05;

  private final Writes jobs =
      new Writes(1_000, 700, Map.of("messages", 100L), Map.of("chat.events", 104L));

  @Test
  void whatWasWrittenBeforeDoesNotCount() {
    Writes before = new Writes(400, 300, Map.of("messages", 40L), Map.of("chat.events", 104L));

    assertThat(jobs.since(before))
        .isEqualTo(new Writes(600, 400, Map.of("messages", 60L), Map.of()));
  }

  @Test
  void theSameWritesByMessageAreNoDifference() {
    Writes twice = new Writes(2_000, 1_400, Map.of("messages", 200L), Map.of("chat.events", 208L));

    assertThat(jobs.differences(100, twice, 200, TOLERANCE)).isEmpty();
  }

  @Test
  void fewerRowsAreADifference() {
    Writes fewer = new Writes(900, 700, jobs.updates(), jobs.records());

    assertThat(jobs.differences(100, fewer, 100, TOLERANCE))
        .singleElement()
        .asString()
        .isEqualTo("rows 10.00 and 9.00");
  }

  @Test
  void aTopicThatTheOtherDoesNotWriteIsADifference() {
    Writes without = new Writes(1_000, 700, jobs.updates(), Map.of());

    assertThat(jobs.differences(100, without, 100, TOLERANCE))
        .containsExactly("records 1.04 and 0.00", "records of chat.events 1.04 and 0.00");
  }

  @Test
  void fewerRequestsForTheSameRowsAreAllowed() {
    Writes better = new Writes(1_000, 200, jobs.updates(), jobs.records());

    assertThat(jobs.differences(100, better, 100, TOLERANCE)).isEmpty();
  }

  /** Seen red: rows that the jobs split over two requests counted as work that the floor saves. */
  @Test
  void fewerUpdatesForTheSameRowsAreAllowed() {
    Writes split = new Writes(1_000, 850, Map.of("messages", 126L), jobs.records());

    assertThat(split.differences(100, jobs, 100, TOLERANCE)).isEmpty();
    assertThat(jobs.differences(100, split, 100, TOLERANCE))
        .containsExactly("updates of messages 1.00 and 1.26");
  }

  @Test
  void aTableThatTheOtherDoesNotWriteIsADifference() {
    Writes without = new Writes(1_000, 700, Map.of(), jobs.records());

    assertThat(jobs.differences(100, without, 100, TOLERANCE))
        .containsExactly("updates of messages 1.00 and 0.00");
  }

  @Test
  void eachKindHasARowWithBothFigures() {
    assertThat(jobs.rows(100, jobs, 200))
        .contains(
            List.of("rows", "10.00", "5.00"),
            List.of("updates of messages", "1.00", "0.50"),
            List.of("records of chat.events", "1.04", "0.52"));
  }
}
