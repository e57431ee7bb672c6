package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Seen red: as many messages as are worked off in the time, of which fewer than half count. */
class PortionsTest {

  @Test
  void aPortionIsAsLongAsWhatCountsOfItLastsForTheTime() {
    int messages = Portions.lasting(Duration.ofSeconds(6), 9_000);

    assertThat(messages).isEqualTo(120_000);
    assertThat(0.45 * messages / 9_000).isEqualTo(6);
  }
}
