package io.parley.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.parley.cli.Parley;
import io.parley.e2e.observability.RunbookCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Tests that every command of {@code parley} that is written down somewhere exists, with all its
 * options: in the manifests of Kubernetes, in the compose file, in the pages for people, and in the
 * examples of the commands' own help.
 *
 * <p>Seen red: an option with a typing error in a manifest and in the compose file; a command with
 * one in a README; a Dockerfile with another main class.
 */
class WrittenCommandsTest {

  private static final Path HOME = Path.of(System.getProperty("parley.home"));
  private static final String IMAGE = "parley/parley:";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)");

  /** What ends a command within a line of a shell. */
  private static final Pattern REST_OF_LINE = Pattern.compile("\\s+([#|>&;].*|\\\\)$");

  @Test
  void everyCommandOfAManifestExists() throws IOException {
    List<String[]> commands = new ArrayList<>();
    for (Path file : files(HOME.resolve("infra/kubernetes"), ".yaml")) {
      for (JsonNode document : documents(file)) {
        for (JsonNode container : containers(document)) {
          commands.add(words(container.path("args")));
        }
      }
    }
    assertThat(commands).extracting(words -> words[0]).contains("deploy", "doctor", "gateway");
    assertThat(refused(commands)).isEmpty();
  }

  private static List<JsonNode> containers(JsonNode document) {
    List<JsonNode> containers = new ArrayList<>();
    for (String list : List.of("containers", "initContainers")) {
      document.findValues(list).forEach(entries -> entries.forEach(containers::add));
    }
    return containers.stream()
        .filter(container -> container.path("image").asText().startsWith(IMAGE))
        .toList();
  }

  @Test
  void everyCommandOfTheComposeFileExists() throws IOException {
    List<String[]> commands = new ArrayList<>();
    JsonNode file = documents(HOME.resolve("infra/compose/compose.yaml")).get(0);
    String step = file.at("/x-step/image").asText();
    assertThat(step).startsWith(IMAGE);
    for (JsonNode service : file.get("services")) {
      if (service.path("command").path(0).asText().equals("deploy")
          || service.path("image").asText().equals(step)) {
        commands.add(words(service.path("command")));
      }
    }
    assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
    assertThat(refused(commands)).isEmpty();
  }

  @Test
  void theImageOfTheCommandLineStartsAClassThatExists() throws Exception {
    String dockerfile = Files.readString(HOME.resolve("infra/kubernetes/images/parley/Dockerfile"));
    Matcher entry = Pattern.compile("\"([\\w.]+)\"]\\s*$").matcher(dockerfile);
    assertThat(entry.find()).isTrue();
    assertThat(Class.forName(entry.group(1)).getMethod("main", String[].class)).isNotNull();
  }

  /** Lines of fenced blocks that begin with the command, in all pages of the project. */
  @Test
  void everyCommandOfAPageExists() throws IOException {
    Set<String> lines = new TreeSet<>();
    for (Path page : files(HOME, ".md")) {
      lines.addAll(RunbookCommands.of(Files.readAllLines(page)));
    }
    assertThat(lines).hasSizeGreaterThan(40);
    assertThat(refused(lines.stream().map(WrittenCommandsTest::words).toList())).isEmpty();
  }

  @Test
  void everyExampleOfTheHelpExists() {
    List<String[]> commands = new ArrayList<>();
    for (CommandLine command : EveryCommand.byName().values()) {
      for (String line : command.getCommandSpec().usageMessage().footer()) {
        if (line.strip().startsWith("parley ")) {
          commands.add(words(line.strip().substring("parley ".length())));
        }
      }
    }
    assertThat(commands).hasSizeGreaterThan(20);
    assertThat(refused(commands)).isEmpty();
  }

  private static List<String> refused(List<String[]> commands) {
    List<String> refused = new ArrayList<>();
    for (String[] command : commands) {
      try {
        Parley.commandLine().parseArgs(command);
      } catch (ParameterException e) {
        refused.add("parley " + String.join(" ", command) + ": " + e.getMessage());
      }
    }
    return refused;
  }

  /** Kubernetes puts the value of a variable in the place of {@code $(VARIABLE)}. */
  private static String[] words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asText().replaceAll("\\$\\((\\w+)\\)", "$1")));
    return words.toArray(String[]::new);
  }

  private static String[] words(String line) {
    return WORD.matcher(REST_OF_LINE.matcher(line).replaceFirst(""))
        .results()
        .map(word -> Stream.of(1, 2, 3).map(word::group).filter(t -> t != null).findFirst().get())
        .toArray(String[]::new);
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return documents.readAll();
    }
  }

  private static List<Path> files(Path directory, String end) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(end))
          .filter(
              file ->
                  !HOME.relativize(file)
                      .toString()
                      .matches("(.*/)?(target|node_modules|\\.parley|src)/.*"))
          .toList();
    }
  }
}
