package io.parley.e2e.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The commands of {@code ./parley} in the runbooks, and in any other page. */
public final class RunbookCommands {

  private static final String PARLEY = "./parley ";

  /** How commands begin that change nothing, so that a test may run them on a live stack. */
  private static final List<String> READ_ONLY =
      List.of(
          "status",
          "topics",
          "logs ",
          "peek ",
          "history ",
          "dead-letters list",
          "transactions list");

  private RunbookCommands() {}

  /** Every line of a fenced block that calls {@code ./parley}, without that word, each once. */
  static Set<String> all() throws IOException {
    Path directory =
        Path.of(System.getProperty("parley.home"), "infra", "observability", "runbooks");
    Set<String> commands = new TreeSet<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        commands.addAll(of(Files.readAllLines(file)));
      }
    }
    return commands;
  }

  /** The same for the lines of one page, in their order. */
  public static List<String> of(List<String> page) {
    List<String> commands = new ArrayList<>();
    boolean fenced = false;
    for (String indented : page) {
      String line = indented.strip();
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced && line.startsWith(PARLEY)) {
        commands.add(line.substring(PARLEY.length()));
      }
    }
    return commands;
  }

  static boolean isReadOnly(String command) {
    return READ_ONLY.stream().anyMatch(command::startsWith);
  }

  /** The words of a command; no runbook needs quotes. */
  static String[] words(String command) {
    return command.split(" ");
  }
}
