package io.parley.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that {@code conformance} judges gateways of any cluster.
 *
 * <p>Seen red: without the option, the command knew the local servers only, and no cluster that
 * asks for a login.
 */
class ConformanceConfigTest {

  @TempDir private Path directory;

  @Test
  void asksTheClusterOfItsConfiguration() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("cluster.yaml"),
            """
            kafka: {bootstrap-servers: "127.0.0.1:1"}
            cql: {contact-points: "127.0.0.1:1", datacenter: dc1}
            registry: {urls: "http://127.0.0.1:1/apis"}
            """);

    Answer answer = conformance("--config", config.toString());

    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(CommandFailure.FAILED);
    assertThat(answer.err()).contains("127.0.0.1:1");
  }

  @Test
  void asksTheLocalServersWithoutOne() {
    assertThat(conformance().exitCode()).isEqualTo(CommandFailure.NOT_RUNNING);
  }

  private Answer conformance(String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("conformance", "--gateway", "gw-1", "--directory"));
    words.add(directory.resolve("none").toString());
    words.addAll(List.of(more));
    return Answer.of(words.toArray(String[]::new));
  }
}
