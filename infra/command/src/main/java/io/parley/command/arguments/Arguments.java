package io.parley.command.arguments;

import io.parley.command.CommandFailure;
import io.parley.command.Printable;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The check of all arguments before a command runs, and the one line that people read when an
 * argument is refused.
 */
public final class Arguments {

  private Arguments() {}

  /** Makes a command line check the arguments of all its commands. Call it when all are added. */
  public static void check(CommandLine commandLine) {
    commandLine.setExecutionStrategy(Arguments::run);
    commandLine.setParameterExceptionHandler(Arguments::refuse);
  }

  private static int run(ParseResult parsed) {
    List<CommandLine> commands = parsed.asCommandLineList();
    if (commands.stream().noneMatch(Arguments::asksForHelp)) {
      List<String> faults =
          commands.stream()
              .flatMap(command -> given(command.getParseResult()))
              .flatMap(argument -> faults(argument).stream())
              .toList();
      if (!faults.isEmpty()) {
        throw new ParameterException(commands.get(commands.size() - 1), String.join(" ", faults));
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static boolean asksForHelp(CommandLine command) {
    return command.isUsageHelpRequested() || command.isVersionHelpRequested();
  }

  private static Stream<ArgSpec> given(ParseResult parsed) {
    return Stream.concat(parsed.matchedOptions().stream(), parsed.matchedPositionals().stream());
  }

  /** A sentence for each value that breaks the rule of its argument. */
  private static List<String> faults(ArgSpec argument) {
    List<String> faults = new ArrayList<>();
    List<String> typed = argument.stringValues();
    List<Object> values = values(argument.getValue());
    for (int n = 0; n < values.size(); n++) {
      // A scalar has its last value only.
      String text = typed.get(typed.size() - values.size() + n);
      fault(argument, values.get(n)).ifPresent(why -> faults.add(sentence(argument, text, why)));
    }
    return faults;
  }

  private static List<Object> values(Object value) {
    if (value instanceof Number || value instanceof Path) {
      return List.of(value);
    }
    if (value instanceof Collection<?> many && many.stream().allMatch(Number.class::isInstance)) {
      return List.copyOf(many);
    }
    return List.of();
  }

  private static Optional<String> fault(ArgSpec argument, Object value) {
    if (value instanceof Number number) {
      return numberRule(argument)
          .filter(rule -> !rule.allows(number.doubleValue()))
          .map(rule -> "expected " + rule.expected());
    }
    return use(argument)
        .flatMap(
            use ->
                new PathRule(use)
                    .fault((Path) value)
                    .map(fault -> fault + "; expected " + use.expected()));
  }

  /** What an argument may be, in words; empty if nothing is declared. */
  private static Optional<String> expected(ArgSpec argument) {
    return numberRule(argument)
        .map(NumberRule::expected)
        .or(() -> use(argument).map(PathTo.Use::expected))
        .map(expected -> "expected " + expected);
  }

  private static Optional<NumberRule> numberRule(ArgSpec argument) {
    Class<?> type = argument.auxiliaryTypes()[0];
    boolean isWhole = type != double.class && type != Double.class;
    return declared(argument)
        .map(declaration -> declaration.getAnnotation(Bounds.class))
        .map(bounds -> new NumberRule(bounds, isWhole));
  }

  private static Optional<PathTo.Use> use(ArgSpec argument) {
    return declared(argument)
        .map(declaration -> declaration.getAnnotation(PathTo.class))
        .map(PathTo::value);
  }

  /** Whether an argument says what it may be. */
  public static boolean isDeclared(ArgSpec argument) {
    return expected(argument).isPresent();
  }

  private static Optional<AnnotatedElement> declared(ArgSpec argument) {
    return argument.userObject() instanceof AnnotatedElement element
        ? Optional.of(element)
        : Optional.empty();
  }

  private static String sentence(ArgSpec argument, String typed, String why) {
    return "%s %s: %s.".formatted(name(argument), Printable.of(typed), why);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** Prints what is wrong in one line. Where nothing was typed at all it prints the usage. */
  private static int refuse(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    if (arguments.length == 0) {
      command.usage(command.getErr());
      return CommandFailure.WRONG_USAGE;
    }
    String message =
        "parley: %s `%s --help` says more."
            .formatted(reason(e), command.getCommandSpec().qualifiedName());
    command.getErr().println(command.getColorScheme().errorText(message));
    command.getErr().flush();
    return CommandFailure.WRONG_USAGE;
  }

  private static String reason(ParameterException e) {
    ArgSpec argument = e.getArgSpec();
    if (argument != null && e.getValue() != null) {
      Optional<String> expected = expected(argument);
      if (expected.isPresent()) {
        return sentence(argument, e.getValue(), expected.get());
      }
    }
    String said = e.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
    return (said.endsWith(".") ? said : said + ".") + suggestion(e);
  }

  private static String suggestion(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return unmatched.getSuggestions().stream()
          .map(name -> "'" + name + "'")
          .collect(Collectors.joining(" or ", " Did you mean ", "?"));
    }
    return "";
  }
}
