package io.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Seen red: "-0" for what is less than half below zero. */
class RoundedTest {

  @Test
  void zeroHasNoSign() {
    assertThat(Rounded.text("%,.0f", -0.4)).isEqualTo("0");
    assertThat(Rounded.text("%.2f ms", -0.001)).isEqualTo("0.00 ms");
    assertThat(Rounded.text("%.1f", -0.0)).isEqualTo("0.0");
  }

  @Test
  void whatIsLessThanZeroHasOne() {
    assertThat(Rounded.text("%,.0f", -0.6)).isEqualTo("-1");
    assertThat(Rounded.text("%,.0f", -1_000)).isEqualTo("-1,000");
    assertThat(Rounded.text("%.2f", -0.01)).isEqualTo("-0.01");
  }
}
