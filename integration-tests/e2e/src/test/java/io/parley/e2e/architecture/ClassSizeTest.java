package io.parley.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tests the size of classes. No source file under {@code src/main/java} has more than 400 lines of
 * code, and nine in ten have at most 200. A line of code is a line that is neither blank nor a
 * comment. Seen red with the limits at 40.
 */
class ClassSizeTest {

  private static final int NO_FILE_OVER = 400;
  private static final int NINE_IN_TEN_UP_TO = 200;

  private static final Map<Path, Long> LINES_OF_CODE = new TreeMap<>();

  @BeforeAll
  static void count() throws IOException {
    Path home = Path.of(System.getProperty("parley.home"));
    try (Stream<Path> files = Files.walk(home)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .map(home::relativize)
          .filter(file -> file.toString().contains("src/main/java/"))
          .forEach(file -> LINES_OF_CODE.put(file, linesOfCode(home.resolve(file))));
    }
    assertThat(LINES_OF_CODE).as("Java sources found under %s", home).isNotEmpty();
  }

  @Test
  void noClassIsOverFourHundredLines() {
    assertThat(LINES_OF_CODE)
        .allSatisfy(
            (file, lines) -> assertThat(lines).as("%s", file).isLessThanOrEqualTo(NO_FILE_OVER));
  }

  @Test
  void nineInTenAreUpToTwoHundredLines() {
    long large = LINES_OF_CODE.values().stream().filter(lines -> lines > NINE_IN_TEN_UP_TO).count();
    assertThat(large * 10)
        .as(
            "%d of %d files have more than %d lines of code",
            large, LINES_OF_CODE.size(), NINE_IN_TEN_UP_TO)
        .isLessThanOrEqualTo(LINES_OF_CODE.size());
  }

  private static long linesOfCode(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(String::strip).filter(ClassSizeTest::isCode).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCode(String line) {
    return !line.isEmpty()
        && !line.startsWith("//")
        && !line.startsWith("*")
        && !line.startsWith("/*");
  }
}
