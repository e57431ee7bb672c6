package io.parley.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Seen red: waiting for disks counted as used; the time of guests counted twice. */
class MachineSampleTest {

  @Test
  void idleTimeAndWaitingForDisksAreNotUsedAndGuestsCountOnce() {
    MachineSample earlier = MachineSample.parse("cpu  100 0 50 9000 70 0 5 10 0 0\ncpu0 1 2\n");
    MachineSample later = MachineSample.parse("cpu  300 20 100 9900 900 30 15 40 100 7\n");

    assertThat(earlier.busyTicks()).isEqualTo(165);
    assertThat(later.busyCoresSince(earlier, 2)).hasValue(1.7);
  }

  @Test
  void whereTheSystemDoesNotSayNothingIsSaid() {
    MachineSample unknown = new MachineSample(-1);

    assertThat(unknown.busyCoresSince(new MachineSample(100), 1)).isEmpty();
    assertThat(new MachineSample(100).busyCoresSince(unknown, 1)).isEmpty();
  }

  @Test
  void anotherFileIsRefused() {
    assertThatThrownBy(() -> MachineSample.parse("intr 1 2 3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("intr 1 2 3");
  }
}
