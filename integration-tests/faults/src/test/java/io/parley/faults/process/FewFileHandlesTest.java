package io.parley.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tests that the limit leaves no gap. Seen red: with the number of open files, which is 4 here and
 * would let two more be opened.
 */
class FewFileHandlesTest {

  @Test
  void theLimitIsTheLowestFreeNumber() {
    assertThat(FewFileHandles.lowestFree(Set.of(0, 1, 5, 9))).isEqualTo(2);
    assertThat(FewFileHandles.lowestFree(Set.of(0, 1, 2))).isEqualTo(3);
  }
}
