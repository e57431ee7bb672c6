package io.parley.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each range of characters that show nothing, from its first to its last.
 *
 * <p>Seen red: with each edge of each range moved by one, by mutation testing.
 */
class BlankTextTest {

  @ParameterizedTest
  @CsvSource({
    "00,20",
    "7f,a0",
    "ad,ad",
    "34f,34f",
    "61c,61c",
    "115f,1160",
    "3164,3164",
    "ffa0,ffa0",
    "1680,1680",
    "17b4,17b5",
    "180b,180f",
    "2000,200f",
    "2028,202f",
    "205f,206f",
    "2800,2800",
    "3000,3000",
    "fe00,fe0f",
    "feff,feff",
    "fff9,fffb",
    "1d173,1d17a",
    "e0000,e0fff"
  })
  void aRangeShowsNothingAndItsNeighboursDo(String first, String last) {
    int from = Integer.parseInt(first, 16);
    int to = Integer.parseInt(last, 16);

    for (int c = from; c <= to; c++) {
      assertThat(isBlank(c)).as("%x", c).isTrue();
    }
    assertThat(from > 0 && isBlank(from - 1)).as("below %s", first).isFalse();
    assertThat(isBlank(to + 1)).as("above %s", last).isFalse();
  }

  private static boolean isBlank(int c) {
    return BlankText.isBlank(Character.toString(c));
  }
}
