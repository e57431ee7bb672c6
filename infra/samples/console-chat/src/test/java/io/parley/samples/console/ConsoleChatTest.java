package io.parley.samples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the sample to what its README says of it. PipelineIT runs it against real servers. */
class ConsoleChatTest {

  private static final Path SAMPLE =
      Path.of(System.getProperty("parley.home"), "infra/samples/console-chat");

  private static List<String> code() throws IOException {
    Path source = SAMPLE.resolve("src/main/java/io/parley/samples/console/ConsoleChat.java");
    return Files.readAllLines(source).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("import "))
        .filter(line -> !line.startsWith("//") && !line.startsWith("*") && !line.startsWith("/*"))
        .toList();
  }

  @Test
  void itHasLessThanOneHundredLinesOfCodeBesideItsImports() throws IOException {
    assertThat(code()).hasSizeLessThan(100);
  }

  @Test
  void theReadmeNamesOnlyMethodsThatItHas() throws IOException {
    String code = String.join("\n", code());
    String readme = Files.readString(SAMPLE.resolve("README.md"));

    for (String method : List.of("after", "newest", "deliver", "say", "have", "close")) {
      assertThat(readme).contains("`" + method + "`");
      assertThat(code).contains(" " + method + "(");
    }
  }
}
