package io.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void ofAnOddNumberOfValuesItIsTheMiddleOne() {
    assertThat(Median.of(List.of(30, 1, 2))).isEqualTo(2);
  }

  @Test
  void ofAnEvenNumberOfValuesItIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(Median.of(List.of(7L, 100L, 1L, 4L))).isEqualTo(5.5);
  }
}
