package io.parley.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of guarantees in the root README complete, and the tests that it names existing.
 *
 * <p>Seen red: the row of G8 taken out; a test named that does not exist.
 */
class PromiseTest {

  private static final Path HOME = Path.of(System.getProperty("parley.home"));
  private static final Pattern TEST_NAME = Pattern.compile("`([A-Z]\\w*)`");

  @Test
  void everyGuaranteeHasALineAndATest() throws IOException {
    List<String> rows = rows();

    assertThat(rows.stream().map(row -> row.split("\\|")[1].strip()))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 13).mapToObj(n -> "G" + n).toList());
    assertThat(rows).allSatisfy(row -> assertThat(testsOf(row)).isNotEmpty());
  }

  @Test
  void everyTestThatTheReadmeNamesExists() throws IOException {
    Set<String> named =
        rows().stream().flatMap(row -> testsOf(row).stream()).collect(Collectors.toSet());

    assertThat(testClasses()).containsAll(named);
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(HOME.resolve("README.md")).stream()
        .filter(line -> line.matches("\\| G\\d+ \\|.*"))
        .toList();
  }

  /** The names in the last column of a row. */
  private static List<String> testsOf(String row) {
    String[] cells = row.split("\\|");
    return TEST_NAME
        .matcher(cells[cells.length - 1])
        .results()
        .map((MatchResult name) -> name.group(1))
        .toList();
  }

  private static Set<String> testClasses() throws IOException {
    try (Stream<Path> files = Files.find(HOME, 20, (path, attributes) -> isTest(path))) {
      return files
          .map(path -> path.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }

  private static boolean isTest(Path path) {
    String relative = HOME.relativize(path).toString();
    return relative.contains("src/test/java/") && relative.matches(".*(Test|IT)\\.java");
  }
}
