package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * Seen red: the mean of the windows instead of the median; the extremes of the same window instead
 * of those of all pairs; a goal where there is none; the windows of a tenth of the rate under the
 * title of the fixed rate.
 */
class WindowRatiosTest {

  @Test
  void oneDisturbedWindowDoesNotDecideTheRatioButShowsInItsRange() {
    Finding readable = first(latencies(40, 900, 50, 60), latencies(20, 20, 30, 30), 2.5);

    assertThat(readable.measured()).isEqualTo("2.2 (1.3 to 45.0)");
    assertThat(readable.goal()).isEqualTo("≤ 2.5");
    assertThat(readable.met()).isTrue();
    assertThat(first(latencies(51), latencies(20), 2.5).met()).isFalse();
  }

  private static Finding first(Latencies jobs, Latencies floor, double goal) {
    return new WindowRatios("in a test", jobs, floor).findings(OptionalDouble.of(goal)).get(0);
  }

  @Test
  void onlyTheTimeUntilAnEventIsReadableHasAGoal() {
    assertThat(ratios().findings(OptionalDouble.of(2)))
        .extracting(Finding::goal, Finding::met)
        .containsExactly(tuple("≤ 2.0", false), tuple("", true), tuple("", true), tuple("", true));
  }

  @Test
  void withoutAGoalNoneIsMissed() {
    assertThat(ratios().findings(OptionalDouble.empty()))
        .hasSize(4)
        .allMatch(finding -> finding.goal().isEmpty() && finding.met())
        .allMatch(
            finding -> finding.measure().endsWith("p99 of a window to the floor's, in a test"));
  }

  private static WindowRatios ratios() {
    return new WindowRatios("in a test", latencies(9), latencies(1));
  }

  @Test
  void theTableHasTheWindowsOfBothAlsoIfOneHasFewer() {
    Table table = new WindowRatios("in a test", latencies(40, 50), latencies(20)).table();

    assertThat(table.title()).isEqualTo("p99 in milliseconds by window, in a test");
    assertThat(table.header()).containsExactly("latency until", "1", "2");
    assertThat(table.rows())
        .startsWith(List.of("readable", "40", "50"), List.of("bare readable", "20", ""))
        .hasSize(8);
  }

  @Test
  void aWindowHasEnoughMessagesForItsPercentile() {
    assertThat(Latencies.windowsOf(30_000)).isEqualTo(6);
    assertThat(Latencies.windowsOf(2_999)).isEqualTo(2);
    assertThat(Latencies.windowsOf(40)).isEqualTo(1);
  }

  @Test
  void allWindowsTogetherHaveAllMessages() {
    Latencies latencies = latencies(40, 900);

    assertThat(latencies.all(Sight.STATUS).getTotalCount()).isEqualTo(2);
    assertThat(latencies.p99Millis(Sight.STATUS)).isCloseTo(900, within(1.0));
  }

  /** One message a window, so that it is the 99th percentile. */
  private static Latencies latencies(double... millis) {
    return new Latencies(DoubleStream.of(millis).mapToObj(WindowRatiosTest::window).toList());
  }

  private static Map<Sight, Histogram> window(double millis) {
    Map<Sight, Histogram> window = new EnumMap<>(Sight.class);
    for (Sight sight : Sight.values()) {
      Histogram micros = new Histogram(600_000_000L, 3);
      micros.recordValue(Math.round(millis * 1_000));
      window.put(sight, micros);
    }
    return window;
  }
}
