package io.parley.command.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.command.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Tests what an argument may be, and what people read when it is refused.
 *
 * <p>Seen red: without the check of the arguments the command ran with each of these values; with
 * picocli's own handler the reason stood above a page of usage.
 */
class ArgumentsTest {

  /** A command that remembers that it ran. */
  @Command(name = "talk", mixinStandardHelpOptions = true)
  static final class Talk implements Runnable {

    @Parameters(arity = "0..1", paramLabel = "COUNT")
    @Bounds(least = 1)
    private Long count;

    @Option(names = "--rate")
    @Bounds(moreThan = 0, most = 1_000)
    private double rate = 1;

    @Option(
        names = {"-p", "--port"},
        split = ",")
    @Bounds(least = 0, most = Bounds.LARGEST_PORT)
    private List<Integer> ports = List.of();

    @Option(names = "--seed")
    @Bounds
    private Long seed;

    @Option(names = "--read")
    @PathTo(PathTo.Use.READ_FILE)
    private Path read;

    @Option(names = "--write")
    @PathTo(PathTo.Use.WRITE_FILE)
    private Path write;

    @Option(names = "--change")
    @PathTo(PathTo.Use.CHANGE_FILE)
    private Path change;

    @Option(names = "--make")
    @PathTo(PathTo.Use.MAKE_FILE)
    private Path make;

    @Option(names = "--from")
    @PathTo(PathTo.Use.READ_DIRECTORY)
    private Path from;

    @Option(names = "--into")
    @PathTo(PathTo.Use.WRITE_DIRECTORY)
    private Path into;

    @Option(names = "--in")
    @PathTo(PathTo.Use.DIRECTORY)
    private Path in;

    private boolean ran;

    @Override
    public void run() {
      ran = true;
    }
  }

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "--rate, NaN, a number above 0 and up to 1000",
    "--rate, 1e999, a number above 0 and up to 1000",
    "--rate, 0, a number above 0 and up to 1000",
    "--rate, fast, a number above 0 and up to 1000",
    "--port, 65536, a whole number from 0 to 65535",
    "--port, '1,-1', a whole number from 0 to 65535",
    "--seed, 1.5, a whole number",
    "'', 0, a whole number from 1 up",
  })
  void aNumberOutOfItsBoundsIsRefusedInOneLine(String option, String value, String expected) {
    String[] arguments = option.isEmpty() ? new String[] {value} : new String[] {option, value};

    String said = refusal(arguments);

    assertThat(said)
        .startsWith("parley: " + (option.isEmpty() ? "COUNT" : option))
        .contains(value.substring(value.indexOf(',') + 1) + ": expected " + expected + ".")
        .endsWith("`talk --help` says more.\n");
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(refusal("--rate", "0", "-p", "70000"))
        .contains("--rate 0: expected", "--port 70000: expected");
  }

  @Test
  void aValueCannotForgeALine() {
    assertThat(refusal("--rate", "1\nparley: all is well")).hasLineCount(1);
  }

  @Test
  void aWordTooManyAndAnUnknownOptionAreOneLineWithASuggestion() {
    assertThat(refusal("--rat", "1")).contains("--rat", "Did you mean '--rate'");
    assertThat(refusal("1", "2")).contains("'2'");
  }

  @Test
  void aFileToReadMustExist() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(refusal("--read", "nowhere/x"))
        .contains("--read nowhere/x: there is no file", "expected a file that this user can read");
    assertThat(refusal("--read", directory.toString())).contains("is a directory");
    assertThat(refusal("--change", "nowhere/x")).contains("there is no file");
    assertAllowed("--read", file);
    assertAllowed("--change", file);
  }

  @Test
  void aFileToWriteNeedsItsDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(refusal("--write", directory.resolve("nowhere/x").toString()))
        .contains("there is no directory", "nowhere;");
    assertThat(refusal("--write", file.resolve("x").toString())).contains("is no directory");
    assertThat(refusal("--write", directory.toString())).contains("is a directory");
    assertThat(refusal("--make", file.resolve("x").toString())).contains("is no directory");
    assertAllowed("--write", directory.resolve("new"));
    assertAllowed("--write", file);
    assertAllowed("--make", directory.resolve("a/b/new"));
  }

  @Test
  void aDirectoryIsNoFile() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    for (String option : List.of("--from", "--into", "--in")) {
      assertThat(refusal(option, file.toString())).contains(option, "is no directory");
      assertAllowed(option, directory);
    }
    assertThat(refusal("--from", "nowhere")).contains("there is no directory");
    assertThat(refusal("--into", "nowhere/x")).contains("there is no directory");
    assertAllowed("--into", directory.resolve("new"));
    assertAllowed("--in", directory.resolve("a/b/new"));
  }

  @Test
  void helpIsShownWhateverElseWasTyped() {
    Talk talk = new Talk();

    assertThat(execute(talk, new StringWriter(), "--rate", "0", "--help")).isZero();
  }

  private void assertAllowed(String option, Path path) throws IOException {
    List<Path> before = tree();
    Talk talk = new Talk();
    StringWriter err = new StringWriter();

    assertThat(execute(talk, err, option, path.toString())).as(err.toString()).isZero();

    assertThat(talk.ran).isTrue();
    assertThat(tree()).isEqualTo(before);
  }

  private List<Path> tree() throws IOException {
    try (var files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }

  private static String refusal(String... arguments) {
    Talk talk = new Talk();
    StringWriter err = new StringWriter();

    assertThat(execute(talk, err, arguments)).isEqualTo(CommandFailure.WRONG_USAGE);

    assertThat(talk.ran).isFalse();
    assertThat(err.toString()).hasLineCount(1);
    return err.toString();
  }

  private static int execute(Talk talk, StringWriter err, String... arguments) {
    CommandLine line =
        new CommandLine(talk)
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err, true));
    Arguments.check(line);
    return line.execute(arguments);
  }
}
