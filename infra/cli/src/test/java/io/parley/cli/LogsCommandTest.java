package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what {@code parley logs} says of a log that is not there.
 *
 * <p>Seen red: an empty list where no server has been started.
 */
class LogsCommandTest {

  @TempDir private Path directory;

  @Test
  void whereNoServerWasStartedItSaysHowToStartThem() {
    assertThat(logs("kafka")).contains("No log of 'kafka'. No server has been started yet");
  }

  @Test
  void theLogsThatExistAreNamed() throws Exception {
    Files.writeString(
        Files.createDirectories(directory.resolve("logs")).resolve("kafka.log"), "started");

    assertThat(logs("kafak")).contains("No log of 'kafak'. There are logs of kafka.");
  }

  /** Seen red: with RocksDB's file in the list, as a log that could not be shown. */
  @Test
  void otherFilesAreNoLogs() throws Exception {
    Path logs = Files.createDirectories(directory.resolve("logs"));
    Files.writeString(logs.resolve("kafka.log"), "started");
    Files.writeString(logs.resolve("op_1_1_uuid_db_LOG"), "rocksdb");

    assertThat(logs("x")).contains("There are logs of kafka.");
  }

  /** Seen red: a list without the option. */
  @Test
  void aScriptGetsTheListOfLogs() throws Exception {
    Path log =
        Files.writeString(
            Files.createDirectories(directory.resolve("logs")).resolve("kafka.log"), "started");
    StringWriter out = new StringWriter();

    int exitCode =
        Parley.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute("logs", "--json", "--directory", directory.toString());

    assertThat(exitCode).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("name").asText()).isEqualTo("kafka");
    assertThat(json.path("file").asText()).isEqualTo(log.toString());
  }

  private String logs(String server) {
    StringWriter err = new StringWriter();
    int exitCode =
        Parley.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute("logs", server, "--directory", directory.toString());
    assertThat(exitCode).isEqualTo(1);
    return err.toString();
  }
}
