package io.parley.e2e.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what the script {@code ./parley} does before Java runs, in a home of its own and without
 * servers: it keeps an archive of loaded classes, and it chooses a locale.
 */
class ScriptIT {

  private static final Path PROJECT = Path.of(System.getProperty("parley.home"));
  private static final Path CLASS_PATH = Path.of("infra", "dist", "target", "class-path.txt");
  private static final String VERSION = "Parley 0.1.0\n";

  /** Older than every jar. */
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  @TempDir private Path directory;
  private Path home;
  private Path archive;

  @BeforeEach
  void copyTheScript() throws IOException {
    home = directory.resolve("home");
    archive = home.resolve(CLASS_PATH).resolveSibling("classes.jsa");
    Files.createDirectories(archive.getParent());
    Files.copy(PROJECT.resolve(CLASS_PATH), home.resolve(CLASS_PATH));
    Files.copy(PROJECT.resolve("parley"), home.resolve("parley"));
    assertThat(home.resolve("parley").toFile().setExecutable(true)).isTrue();
  }

  @Test
  void anArchiveOfClassesIsMadeOnceAndKept() throws Exception {
    assertThat(version()).isEqualTo(VERSION);
    assertThat(archive).isNotEmptyFile();
    FileTime made = Files.getLastModifiedTime(archive);

    assertThat(version()).isEqualTo(VERSION);
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
    assertThat(loadedFromTheArchive()).contains("io.parley.cli.Parley source: shared objects file");
  }

  /** A JVM that maps half an archive crashes, so an archive gets its name when it is whole. */
  @Test
  void commandsThatRunAtOnceShareOneArchive() throws Exception {
    List<Process> commands = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      commands.add(start(Map.of(), "exec ./parley --version"));
    }
    for (Process command : commands) {
      assertThat(answer(command)).isEqualTo(VERSION);
    }
    try (Stream<Path> files = Files.list(archive.getParent())) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aBrokenArchiveIsIgnored() throws Exception {
    Files.writeString(archive, "broken");

    assertThat(version()).isEqualTo(VERSION);
    assertThat(archive).hasContent("broken");
  }

  @Test
  void anArchiveOfAnotherBuildIsReplaced() throws Exception {
    Files.writeString(archive, "broken");
    Files.setLastModifiedTime(archive, LONG_AGO);

    assertThat(version()).isEqualTo(VERSION);
    assertThat(Files.size(archive)).isGreaterThan(1_000_000);
  }

  /** After {@code mvn test} the class path has directories, of which the JVM makes no archive. */
  @Test
  void whereNoArchiveCanBeMadeTheCommandAnswersAndDoesNotTryAgain() throws Exception {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    Files.createFile(classes.resolve("some.file"));
    Files.writeString(
        home.resolve(CLASS_PATH), classes + ":" + Files.readString(home.resolve(CLASS_PATH)));

    assertThat(version()).isEqualTo(VERSION);
    assertThat(archive).isEmptyFile();
    assertThat(version()).isEqualTo(VERSION);
    assertThat(archive).isEmptyFile();
  }

  /** Seen red: in the locale C, Java itself takes each byte of a letter for a question mark. */
  @Test
  void inTheLocaleCArgumentsAreUtf8() throws Exception {
    assertThat(peek(Map.of("LC_ALL", "C"), "gr\u00fcn", UTF_8)).contains("'gr\u00fcn'");
  }

  /** Seen red: every locale but UTF-8 was replaced, and the letter became U+FFFD. */
  @Test
  void inALocaleOfLatin1ArgumentsAreLatin1AndAPipeGetsUtf8() throws Exception {
    Path locale = directory.resolve("de_DE.ISO-8859-1");
    assumeTrue(
        answer(start(Map.of(), "localedef -i de_DE -f ISO-8859-1 " + locale + " && echo defined"))
            .endsWith("defined\n"),
        "this machine has no localedef, or no source of the locale");
    Map<String, String> environment =
        Map.of("LOCPATH", directory.toString(), "LC_ALL", locale.getFileName().toString());

    assertThat(peek(environment, "gr\u00fcn", ISO_8859_1)).contains("'gr\u00fcn'");
  }

  private String version() throws IOException, InterruptedException {
    return answer(start(Map.of(), "exec ./parley --version"));
  }

  private String loadedFromTheArchive() throws IOException, InterruptedException {
    return answer(
        start(
            Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load"),
            "./parley --version | grep io.parley.cli.Parley"));
  }

  /** The message about a topic that does not exist repeats its name. */
  private String peek(Map<String, String> environment, String topic, Charset typed)
      throws IOException, InterruptedException {
    // The shell makes the bytes, because this JVM may run in any locale.
    String bytes = HexFormat.of().withPrefix("\\x").formatHex(topic.getBytes(typed));
    return answer(start(environment, "exec ./parley peek $'" + bytes + "'"));
  }

  private Process start(Map<String, String> environment, String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    // Java prints a line about these options.
    builder.environment().keySet().removeAll(List.of("LC_ALL", "JAVA_TOOL_OPTIONS"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String answer(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
