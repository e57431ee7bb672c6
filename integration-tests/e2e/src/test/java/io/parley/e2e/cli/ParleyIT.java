package io.parley.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.cli.StackDirectory;
import io.parley.command.CommandFailure;
import io.parley.infra.local.Launcher;
import io.parley.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests {@code ./parley} from the shell, as a person would use it.
 *
 * <p>Seen red: the script without its line about the locale.
 */
class ParleyIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @TempDir private Path directory;

  @AfterEach
  void down() throws Exception {
    parley("down");
  }

  /**
   * One session, because starting everything takes a while. Seen red: without the reaper, the part
   * about the killed launcher fails (see ReaperIT of infra/local).
   */
  @Test
  void aSessionFromUpToDown() throws Exception {
    assertThat(parley("status").exitCode()).isEqualTo(CommandFailure.NOT_RUNNING);

    // The directory does not exist yet, and there is nothing to delete.
    Result up = parley("up", "-d", "--fresh");
    assertThat(up.exitCode()).as(up.output()).isZero();
    assertThat(up.output())
        .contains(
            topics() + " created",
            schemas() + " registered",
            "migrations run",
            "Ready in",
            "Memory in all");
    Launcher firstLauncher = launcher();

    Result status = parley("status");
    assertThat(status.exitCode()).as(status.output()).isZero();
    assertThat(status.output())
        .contains("kafka", "registry", "cql", "jobmanager", "taskmanager-1")
        .doesNotContain("ENDED");
    assertThat(json(parley("status", "--json")).get("servers").findValuesAsText("state"))
        .hasSize(5)
        .containsOnly("running");

    Result again = parley("up", "-d");
    assertThat(again.exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(again.output()).contains("running already");

    assertThat(parley("topics").output()).contains("as the catalogue says");
    JsonNode compared = json(parley("topics", "--json"));
    assertThat(compared.at("/topics")).hasSize(topics());
    assertThat(compared.at("/differences")).isEmpty();
    assertThat(parley("logs", "kafka", "-n", "100000").output()).contains("Kafka Server started");
    assertThat(parley("logs", "nothing").output()).contains("No log of 'nothing'", "kafka");

    Result sent =
        parley("send", "message", "lobby", "--by", "ann", "Hello", "--id", "m1", "--timeout", "0");
    assertThat(sent.exitCode()).as(sent.output()).isZero();

    Result greeted = greetInGermanWhereTheLocaleIsC();
    assertThat(greeted.exitCode()).as(greeted.output()).isZero();

    firstLauncher.process().orElseThrow().destroyForcibly();
    await().atMost(DEADLINE).untilAsserted(() -> assertThat(firstLauncher.processes()).isEmpty());
    assertThat(parley("status").exitCode()).isEqualTo(CommandFailure.NOT_RUNNING);

    assertThat(parley("up", "-d").output())
        .contains("all there")
        .doesNotContain(topics() + " created");
    assertThat(parley("peek", "chat.commands").output())
        .contains(
            "\"client_message_id\":\"m1\"",
            "\"@type\":\"SendMessage\"",
            "\"text\":\"Hello\"",
            "\"text\":\"Gr\u00fc\u00dfe\"");
    assertThat(parley("history", "lobby").output()).contains("Nothing is stored");
    assertThat(parley("peek", "chat.dead-letters").output()).contains("No record is in");
    Result judged = parley("conformance", "--gateway", "nobody");
    assertThat(judged.exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(judged.output()).contains("No record of gateway 'nobody'");
    Launcher secondLauncher = launcher();

    assertThat(parley("down").exitCode()).isZero();
    assertThat(secondLauncher.process()).isEmpty();
    assertThat(secondLauncher.processes()).isEmpty();
  }

  @Test
  void saysAllThatIsWrongBeforeItStartsAnything() throws Exception {
    try (var kafka = new ServerSocket(0);
        var cql = new ServerSocket(0)) {
      Result refused =
          parley(
              "up",
              "--kafka-port",
              Integer.toString(kafka.getLocalPort()),
              "--cql-port",
              Integer.toString(cql.getLocalPort()));

      assertThat(refused.exitCode()).isEqualTo(CommandFailure.FAILED);
      assertThat(refused.output())
          .contains("Port " + kafka.getLocalPort(), "Port " + cql.getLocalPort());
    }
  }

  private Launcher launcher() {
    return new StackDirectory(stack()).ready().launcher();
  }

  private Path stack() {
    return directory.resolve("not-there-yet");
  }

  private static int topics() {
    return TopicCatalogue.load().topics().size();
  }

  private static long schemas() {
    return TopicCatalogue.load().topics().stream()
        .filter(topic -> topic.valueSchema().isPresent())
        .count();
  }

  /** The shell makes the bytes of the text, because this JVM may run in the locale C too. */
  private Result greetInGermanWhereTheLocaleIsC() throws IOException, InterruptedException {
    return run(
        List.of(
            "bash",
            "-c",
            "LC_ALL=C exec \"$0\" send message lobby --by ann \"$(printf"
                + " 'Gr\\303\\274\\303\\237e')\" --timeout 0",
            script()));
  }

  private record Result(int exitCode, String output) {}

  private Result parley(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(script());
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static JsonNode json(Result result) throws IOException {
    return new ObjectMapper().readTree(result.output());
  }

  private static String script() {
    return Path.of(System.getProperty("parley.home"), "parley").toString();
  }

  private Result run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("PARLEY_DIRECTORY", stack().toString());
    int exitCode = builder.start().waitFor();
    return new Result(exitCode, Files.readString(output));
  }
}
