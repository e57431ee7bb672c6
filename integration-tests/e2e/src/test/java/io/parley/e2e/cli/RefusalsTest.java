package io.parley.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.command.CommandFailure;
import io.parley.command.arguments.Arguments;
import io.parley.command.arguments.Bounds;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/**
 * Tests that no command begins with an argument that cannot be right: exit code 2, one line with
 * the argument and the value, and no file or process.
 *
 * <p>Seen red: without the check of the arguments; with a number and a path that do not say what
 * they may be.
 */
class RefusalsTest {

  private static final Set<Class<?>> NUMBERS =
      Set.of(
          int.class,
          long.class,
          double.class,
          Integer.class,
          Long.class,
          Double.class,
          Short.class);

  @TempDir private Path directory;
  private String home;

  /** Where nothing is built, so that no server could start even if a refusal failed. */
  @BeforeEach
  void leaveHome() {
    home = System.setProperty("parley.home", directory.resolve("no-home").toString());
  }

  @AfterEach
  void comeHome() {
    System.setProperty("parley.home", home);
  }

  @Test
  void everyNumberAndEveryPathSaysWhatItMayBe() {
    List<String> silent = new ArrayList<>();
    EveryCommand.byName()
        .forEach(
            (command, line) ->
                EveryCommand.arguments(line)
                    .filter(argument -> isNumber(argument) || isPath(argument))
                    .filter(argument -> !Arguments.isDeclared(argument))
                    .forEach(argument -> silent.add(command + " " + EveryCommand.name(argument))));
    assertThat(silent).isEmpty();
  }

  /** What is refused in every command is derived from its own bounds. */
  @Test
  void everyCommandRefusesWhatIsOutOfItsBounds() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    int refused = 0;
    for (var entry : EveryCommand.byName().entrySet()) {
      for (ArgSpec argument : EveryCommand.arguments(entry.getValue()).toList()) {
        for (String value : badValues(argument, file)) {
          assertRefused(
              EveryCommand.words(entry.getKey(), entry.getValue(), argument, value),
              EveryCommand.name(argument),
              value);
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(150);
  }

  private static List<String> badValues(ArgSpec argument, Path file) {
    if (isPath(argument)) {
      return List.of(file.resolve("below-a-file").toString());
    }
    if (!isNumber(argument)) {
      return List.of();
    }
    Bounds bounds = ((AnnotatedElement) argument.userObject()).getAnnotation(Bounds.class);
    boolean isOption = argument.isOption();
    return Stream.of(
            Stream.of("NaN", "Infinity", "1e999", "many"),
            // A parameter that begins with a minus is an option that is not known.
            Stream.of(bounds.least() - 1, bounds.moreThan(), bounds.most() + 1)
                .filter(Double::isFinite)
                .filter(number -> isOption || number >= 0)
                .map(number -> "%.0f".formatted(number)))
        .flatMap(values -> values)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "demo --users 0, --users, 0",
    "demo --users 3, --users, 3",
    "demo --rate NaN, --rate, NaN",
    "demo --rate -5, --rate, -5",
    "demo --rate Infinity, --rate, Infinity",
    "demo --duration 0, --duration, 0",
    "demo --warm-up 2, --warm-up, 2",
    "demo --seed x, --seed, x",
    "demo --replay nowhere.txt, --replay, nowhere.txt",
    "demo --replay nowhere.txt --speed 0, --speed, 0",
    "demo --kafka-port 65536, --kafka-port, 65536",
    "demo --observe --prometheus-port -1, --prometheus-port, -1",
    "chat --gateways 0, --gateways, 0",
    "chat --port 65535 --gateways 2, --port, 65535",
    "chat --port 70000, --port, 70000",
    "faults --rate NaN, --rate, NaN",
    "faults --users 1 --all, --users, 1",
    "faults --soak 0, --soak, 0",
    "faults --json nowhere/f.json, --json, nowhere/f.json",
    "faults --json -, --json, -",
    "faults --all --soak 5, --all, --soak",
    "faults meteorite, fault, 'meteorite'",
    "faults kill-cql kill-cql, kill-cql, twice",
    "simulate --minutes -1, --minutes, -1",
    "simulate --runs 0, --runs, 0",
    "simulate --steps 0, --steps, 0",
    "simulate --script nowhere.txt, --script, nowhere.txt",
    "simulate --fault SLEEPS, --fault, SLEEPS",
    "benchmark pipeline --scale 0, --scale, 0",
    "benchmark pipeline --parallelism 0, --parallelism, 0",
    "benchmark pipeline --output nowhere/dir, --output, nowhere/dir",
    "benchmark pipeline --page nowhere.md, --page, nowhere.md",
    "benchmark pipeline --job-option alone, --job-option, alone",
    "benchmark ingest --scale NaN, --scale, NaN",
    "benchmark ingest --only ALL, --only, ALL",
    "benchmark connector --rounds 0, --rounds, 0",
    "'benchmark connector --in-flight 64,0', --in-flight, 0",
    "benchmark routing --idle-minutes NaN, --idle-minutes, NaN",
    "benchmark receipts --times 0, --times, 0",
    "up --task-managers 0, --task-managers, 0",
    "up --cql-port 99999, --cql-port, 99999",
    "logs kafka -n -1, --lines, -1",
    "logs kafka --json, --json, kafka",
    "peek chat.events -n -1, -n, -1",
    "peek chat.nothing, topic, chat.nothing",
    "submit ingest --parallelism 0, --parallelism, 0",
    "submit ingset, JOB, 'ingset'",
    "history lobby -n 0, -n, 0",
    "history lobby -n 1001, -n, 1001",
    "history lo/bby, CONVERSATION, lo/bby",
    "send edit lobby 0 Hi --by ann, MESSAGE_ID, 0",
    "send message lobby Hi --by ann --timeout -1, --timeout, -1",
    "verify --self-test 0, --self-test, 0",
    "verify --timeout -1, --timeout, -1",
    "verify --config nowhere.yaml, --config, nowhere.yaml",
    "conformance --gateway a/b, --gateway, a/b",
    "conformance --gateway gw-1 --config nowhere.yaml, --config, nowhere.yaml",
    "gateway --id a/b, --id, a/b",
    "gateway --port -1, --port, -1",
    "gateway --max-connections 0, --max-connections, 0",
    "analytics --port 65536, --port, 65536",
    "dead-letters list -n 0, -n, 0",
    "dead-letters list --since yesterday, --since, yesterday",
    "transactions list --older-than long, --older-than, long",
    "doctor --clock-tolerance -1, --clock-tolerance, -1",
    "doctor, --config, FILE",
    "deploy rights --passwords nowhere, --passwords, nowhere",
    "status --no-such-option, --no-such-option, Unknown",
  })
  void anArgumentThatCannotBeRightIsRefused(String typed, String argument, String value)
      throws IOException {
    assertRefused(Arrays.asList(typed.split(" ")), argument, value);
  }

  @Test
  void theDirectoryOfTheServersIsNotAFile() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertRefused(
        List.of("up", "--directory", file.toString()), "--directory", file + " is no directory");
  }

  @Test
  void whereNothingWasTypedTheUsageIsShown() {
    Answer answer = Answer.of();

    assertThat(answer.exitCode()).isEqualTo(CommandFailure.WRONG_USAGE);
    assertThat(answer.err()).contains("Usage: parley", "Commands:");
  }

  private void assertRefused(List<String> words, String argument, String value) throws IOException {
    List<String> command = new ArrayList<>(words);
    if (words.stream().noneMatch(word -> word.startsWith("--directory"))) {
      command.add("--directory=" + directory.resolve("stack"));
    }
    List<Path> before = tree();
    List<ProcessHandle> running = ProcessHandle.current().children().toList();

    Answer answer = Answer.of(command.toArray(String[]::new));

    assertThat(answer.exitCode())
        .as("%s: %s%s", command, answer.out(), answer.err())
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(answer.err()).as("%s", command).contains(argument, value).hasLineCount(1);
    assertThat(answer.out()).isEmpty();
    assertThat(tree()).as("%s", command).isEqualTo(before);
    assertThat(ProcessHandle.current().children()).as("%s", command).isSubsetOf(running);
  }

  private List<Path> tree() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }

  private static boolean isNumber(ArgSpec argument) {
    return NUMBERS.contains(EveryCommand.type(argument));
  }

  private static boolean isPath(ArgSpec argument) {
    return EveryCommand.type(argument) == Path.class;
  }
}
