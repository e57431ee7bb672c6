package io.parley.schemas.testing;

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
   * Fails if the block differs from what is generated.
   *
   * @param document relative to the root of the project, such as {@code jobs/ingest/README.md}
   */
  public static void assertCurrent(String document, String name, String generated)
      throws IOException {
    Path file = Path.of(System.getProperty("parley.home"), document);
    String actual = Files.readString(file);
    if (Boolean.getBoolean("parley.regenerate")) {
      Files.writeString(file, replace(actual, name, generated));
      return;
    }
    assertThat(block(actual, name).strip())
        .as(
            "%s: the block '%s' differs from what is generated. Write it anew: run this test with"
                + " -Dparley.regenerate=true.",
            document, name)
        .isEqualTo(generated.strip());
  }

  /**
   * Fails if a file that is generated as a whole differs from what is generated.
   *
   * @param document relative to the root of the project
   */
  public static void assertFileCurrent(String document, String generated) throws IOException {
    Path file = Path.of(System.getProperty("parley.home"), document);
    if (Boolean.getBoolean("parley.regenerate")) {
      Files.writeString(file, generated);
      return;
    }
    assertThat(Files.readString(file))
        .as(
            "%s differs from what is generated. Write it anew: run this test with"
                + " -Dparley.regenerate=true.",
            document)
        .isEqualTo(generated);
  }

  static String replace(String document, String name, String generated) {
    String block = block(document, name);
    int from = document.indexOf(begin(name)) + begin(name).length();
    return document.substring(0, from)
        + "\n\n"
        + generated
        + "\n\n"
        + document.substring(from + block.length());
  }

  private static String block(String document, String name) {
    int from = document.indexOf(begin(name));
    int to = document.indexOf(end(name));
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "No line '%s' followed by '%s': there is no place for the generated text."
              .formatted(begin(name), end(name)));
    }
    return document.substring(from + begin(name).length(), to);
  }

  private static String begin(String name) {
    return "<!-- %s:begin -->".formatted(name);
  }

  private static String end(String name) {
    return "<!-- %s:end -->".formatted(name);
  }
}
