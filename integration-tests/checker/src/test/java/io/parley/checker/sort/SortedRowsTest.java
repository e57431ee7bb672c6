package io.parley.checker.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedRowsTest {

  @TempDir private Path parent;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 99, 100, 101, 1_000})
  void givesAllRowsInOrderHoweverFewFitIntoMemory(int rowsInMemory) {
    Random random = new Random(rowsInMemory);
    List<long[]> expected = new ArrayList<>();
    List<long[]> sorted = new ArrayList<>();
    try (Scratch scratch = Scratch.in(parent, rowsInMemory);
        SortedRows rows = scratch.rows(2)) {
      for (int i = 0; i < 100; i++) {
        long[] row = {random.nextInt(10) - 5, random.nextLong()};
        rows.add(row);
        expected.add(row);
      }
      rows.forEach(sorted::add);
      assertThat(scratch.filesWritten() > 0).isEqualTo(rowsInMemory < 100);
    }
    expected.sort(Arrays::compare);
    assertThat(sorted).usingElementComparator(Arrays::compare).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 100})
  void givesRowsWithTheSameFirstColumnTogether(int rowsInMemory) {
    List<String> groups = new ArrayList<>();
    try (Scratch scratch = Scratch.in(parent, rowsInMemory);
        SortedRows rows = scratch.rows(2)) {
      rows.add(2, 1);
      rows.add(1, 5);
      rows.add(2, 0);
      rows.add(3, 3);
      rows.forEachGroup(
          group -> groups.add(group.stream().map(Arrays::toString).toList().toString()));
    }
    assertThat(groups).containsExactly("[[1, 5]]", "[[2, 0], [2, 1]]", "[[3, 3]]");
  }

  @Test
  void canBeReadTwice() {
    List<Long> read = new ArrayList<>();
    try (Scratch scratch = Scratch.in(parent, 1);
        SortedRows rows = scratch.rows(1)) {
      rows.add(2);
      rows.add(1);
      rows.forEach(row -> read.add(row[0]));
      rows.forEach(row -> read.add(row[0]));
    }
    assertThat(read).containsExactly(1L, 2L, 1L, 2L);
  }

  @Test
  void leavesNothingBehind() throws Exception {
    try (Scratch scratch = Scratch.in(parent, 1);
        SortedRows rows = scratch.rows(1)) {
      rows.add(2);
      rows.add(1);
      assertThat(scratch.filesWritten()).isPositive();
    }
    try (Stream<Path> left = Files.list(parent)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void refusesRowsOfAnotherWidth() {
    try (Scratch scratch = Scratch.in(parent, 10);
        SortedRows rows = scratch.rows(2)) {
      assertThatThrownBy(() -> rows.add(1, 2, 3)).hasMessageContaining("3 columns");
    }
  }
}
