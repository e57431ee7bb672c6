package io.parley.operations.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.command.CommandFailure;
import io.parley.command.cluster.ClusterConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Tests what a step says that fails half way. Seen red: with a report at the end only. */
class DeployStepTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();

  @Command(name = "things")
  private static final class HalfWay extends DeployStep {

    @Override
    void run(ClusterConfig config, boolean apply, List<Change> changes) {
      changes.add(Change.create("the first"));
      throw new CommandFailure("The second was refused.");
    }
  }

  @Test
  void whatIsDoneIsSaidAndThatTheRestIsNot() throws Exception {
    assertThat(run()).isNotZero();
    assertThat(out.toString()).contains("+ the first", "Run the step again for the rest");
  }

  @Test
  void aScriptReadsIt() throws Exception {
    assertThat(run("--json")).isNotZero();
    assertThat(out.toString()).contains("\"finished\":false", "\"what\":\"the first\"");
  }

  private int run(String... options) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("cluster.yaml"),
            """
            kafka: {bootstrap-servers: "127.0.0.1:1"}
            cql:
              contact-points: "127.0.0.1:1"
              datacenter: datacenter1
              keyspace: half
              replication: {datacenter1: 1}
              min-replicas: 1
            registry: {urls: "http://127.0.0.1:1"}
            """);
    return new CommandLine(new HalfWay())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(
            Stream.concat(Stream.of("--config", config.toString()), Stream.of(options))
                .toArray(String[]::new));
  }
}
