package io.parley.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs the tests of the page's logic ({@code src/test/js}) with Node's own test runner. They cover
 * order, gaps, duplicates, the queue of commands, receipts, badges and hostile text. Where no Node
 * is on the path they do not run, and a banner says so. Each file says what was broken to see it
 * red. The sample of a gateway in Node is not a module of the build, so its tests run here too.
 */
class PageLogicTest {

  private static final String LINE = "*".repeat(88);
  private static final int PATIENCE_SECONDS = 120;

  @Test
  void theTestsOfThePagesLogicPass() throws IOException, InterruptedException {
    requireToPass("src/test/js/");
  }

  @Test
  void theTestsOfTheSampleInNodePass() throws IOException, InterruptedException {
    requireToPass("../samples/node-gateway/life.test.js");
    requireToPass("../samples/node-gateway/bounds.test.js");
  }

  private static void requireToPass(String tests) throws IOException, InterruptedException {
    assumeTrue(hasNode(), "node is on the path");
    Path report = Files.createTempFile("page-logic", ".tap");
    Process node =
        new ProcessBuilder("node", "--test", "--test-reporter=tap", tests)
            .directory(Path.of("").toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .redirectOutput(report.toFile())
            .start();
    boolean ended = node.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    node.destroyForcibly();
    String output = Files.readString(report, StandardCharsets.UTF_8);
    Files.delete(report);
    assertThat(ended).as("ended within %d s:%n%s", PATIENCE_SECONDS, output).isTrue();
    assertThat(node.exitValue()).as(output).isZero();
    assertThat(output).containsPattern("# pass [1-9]").contains("# fail 0");
  }

  private static boolean hasNode() {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
    if (!there) {
      List.of(
              LINE,
              "*  THE TESTS OF THE PAGE'S LOGIC DID NOT RUN: node is not on the path.",
              "*  Install Node 20 or newer and run the build again.",
              LINE)
          .forEach(System.err::println);
    }
    return there;
  }
}
