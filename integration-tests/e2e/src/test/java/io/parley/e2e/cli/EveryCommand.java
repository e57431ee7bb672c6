package io.parley.e2e.cli;

import io.parley.cli.Parley;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A walk over all commands of {@code parley}, with the words that a command needs to be complete.
 */
final class EveryCommand {

  private EveryCommand() {}

  /** All commands, by the words that call them, such as {@code dead-letters list}. */
  static Map<String, CommandLine> byName() {
    Map<String, CommandLine> commands = new LinkedHashMap<>();
    add("", Parley.commandLine(), commands);
    return commands;
  }

  private static void add(String name, CommandLine command, Map<String, CommandLine> commands) {
    commands.put(name, command);
    command
        .getSubcommands()
        .forEach((word, sub) -> add((name + " " + word).strip(), sub, commands));
  }

  /** The options and parameters that a person can give a command. */
  static Stream<ArgSpec> arguments(CommandLine command) {
    return command.getCommandSpec().args().stream().filter(argument -> !argument.hidden());
  }

  static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  static Class<?> type(ArgSpec argument) {
    return argument.auxiliaryTypes()[0];
  }

  /**
   * The words of a command line in which one argument has a value, and every other one that the
   * command requires has some value that may be.
   */
  static List<String> words(String command, CommandLine line, ArgSpec argument, String value) {
    List<String> words = new ArrayList<>();
    if (!command.isEmpty()) {
      words.addAll(Arrays.asList(command.split(" ")));
    }
    for (PositionalParamSpec parameter : line.getCommandSpec().positionalParameters()) {
      if (parameter == argument) {
        words.add(value);
      } else if (parameter.required()) {
        words.add(harmless(parameter));
      }
    }
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (option == argument) {
        words.add(option.longestName() + "=" + value);
      } else if (option.required()) {
        words.add(option.longestName() + "=" + harmless(option));
      }
    }
    return words;
  }

  private static String harmless(ArgSpec argument) {
    return Number.class.isAssignableFrom(type(argument)) || type(argument).isPrimitive()
        ? "7"
        : "x7";
  }
}
