package io.parley.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a document that is generated: what stands between {@code <!-- name:begin -->} and
 * {@code <!-- name:end -->}. Run a test with {@code -Dparley.regenerate=true} to write it anew.
 */
public final class GeneratedBlock {

  private GeneratedBlock() {}

  /**
   * Holds the block equal to what is generated.
   *
   * @param document relative to the root of the project, such as {@code jobs/ingest/README.md}
   */
  public static void assertCurrent(String document, String name, String generated)
      throws IOException {
    Path file = Path.of(System.getProperty("parley.home"), document);
    String actual = Files.readString(file);
    String expected = replace(actual, name, generated);
    if (Boolean.getBoolean("parley.regenerate")) {
      Files.writeString(file, expected);
      return;
    }
    assertThat(actual)
        .as(
            "%s: the block '%s' is out of date. Run this test with -Dparley.regenerate=true.",
            document, name)
        .isEqualTo(expected);
  }

  static String replace(String document, String name, String generated) {
    String begin = "<!-- %s:begin -->".formatted(name);
    String end = "<!-- %s:end -->".formatted(name);
    int from = document.indexOf(begin);
    int to = document.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "No line '%s' followed by '%s': there is no place for the generated text."
              .formatted(begin, end));
    }
    return document.substring(0, from + begin.length())
        + "\n\n"
        + generated
        + "\n\n"
        + document.substring(to);
  }
}
