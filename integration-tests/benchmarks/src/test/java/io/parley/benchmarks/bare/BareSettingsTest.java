package io.parley.benchmarks.bare;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.benchmarks.bare.BareSettings.Part;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seen red: two arguments exchanged. */
class BareSettingsTest {

  @Test
  void theChildProcessReadsTheSettingsOfItsParent() {
    BareSettings settings =
        new BareSettings(
            "run-1.",
            "127.0.0.1:9092",
            "http://127.0.0.1:8081",
            "127.0.0.1",
            9042,
            "datacenter1",
            Map.of(Part.INGEST, 1_000L, Part.RECEIPTS, 5_000L),
            2,
            true);

    assertThat(BareSettings.parse(settings.arguments().toArray(String[]::new))).isEqualTo(settings);
  }

  @Test
  void theCountsOfTheChildAreReadByItsParent() {
    BareCounts counts = new BareCounts(123, 45);

    assertThat(BareCounts.isLine(counts.line())).isTrue();
    assertThat(BareCounts.parse(counts.line())).isEqualTo(counts);
    assertThat(BareCounts.isLine("ready")).isFalse();
  }
}
