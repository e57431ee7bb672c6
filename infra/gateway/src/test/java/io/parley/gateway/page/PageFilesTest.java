package io.parley.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.ack.RejectionReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the page to its content security policy and to its safety by construction: nothing from
 * elsewhere, nothing inline, and no text that is parsed as markup. It has words for every refusal.
 * Seen red with an {@code innerHTML} in dom.js, a {@code style} attribute in index.html, and
 * without words for OUT_OF_ORDER.
 */
class PageFilesTest {

  private static final Path WEB = Path.of("src/main/resources/web");

  @Test
  void noScriptParsesTextAsMarkupOrAsCode() {
    assertThat(files(".js"))
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(read(file))
                    .as("%s", file)
                    .doesNotContainPattern(
                        "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new"
                            + " Function|srcdoc|setAttribute\\('style'"));
  }

  @Test
  void thePageLoadsNothingFromElsewhere() {
    assertThat(Stream.of(files(".css"), files(".html")).flatMap(List::stream).toList())
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(read(file))
                    .as("%s", file)
                    .doesNotContainPattern("https?://|//[a-z]|@import|url\\("));
  }

  @Test
  void thePageHasNoInlineScriptsStylesOrHandlers() {
    assertThat(read(WEB.resolve("index.html")))
        .doesNotContainPattern("<script(?![^>]* src=)|<style|\\sstyle=|\\son[a-z]+=");
  }

  @Test
  void thePageHasWordsForEveryReasonOfARefusal() {
    String words = read(WEB.resolve("reasons.js"));
    assertThat(RejectionReason.values())
        .filteredOn(reason -> reason != RejectionReason.UNKNOWN)
        .allSatisfy(reason -> assertThat(words).contains("  " + reason + ": '"));
  }

  private static List<Path> files(String end) {
    try (Stream<Path> files = Files.list(WEB)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
