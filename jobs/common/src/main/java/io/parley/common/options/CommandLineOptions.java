package io.parley.common.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The arguments of a job, parsed by picocli: {@code --key value}, {@code --key=value} and {@code
 * --config FILE}. It tells keys from values and finds a likely key for a mistyped one. {@link
 * OptionReader} interprets the values.
 *
 * <p>No message quotes a value, because it may be a secret that was given without its key.
 */
final class CommandLineOptions {

  private static final String DASHES = "--";
  private static final String CONFIG = "--config";

  private final CommandLine commandLine;
  private final CommandLine likelyKeys;

  /**
   * A parser.
   *
   * @param keys all keys of options, former ones too
   * @param prefixes below which every key is taken
   */
  CommandLineOptions(Set<String> keys, List<String> prefixes, String[] args) {
    CommandSpec spec = CommandSpec.create();
    spec.parser()
        .collectErrors(true)
        .unmatchedArgumentsAllowed(true)
        .expandAtFiles(false)
        .posixClusteredShortOptionsAllowed(false)
        // No argument can be this text, so none ends the options.
        .endOfOptionsDelimiter("\0");
    Stream<String> passedThrough =
        Arrays.stream(args)
            .filter(arg -> prefixes.stream().anyMatch(prefix -> arg.startsWith(DASHES + prefix)))
            .map(arg -> arg.substring(DASHES.length()).replaceFirst("=.*", ""));
    Set<String> names = new LinkedHashSet<>(keys);
    passedThrough.forEach(names::add);
    names.stream().map(key -> DASHES + key).forEach(name -> spec.addOption(option(name)));
    spec.addOption(option(CONFIG));
    this.commandLine = new CommandLine(spec);
    this.likelyKeys = likelyKeys(keys);
  }

  /**
   * The picocli model for suggestions. For a mistyped option picocli compares the first two letters
   * only, and for a mistyped command all letters. So the keys are commands here.
   */
  private static CommandLine likelyKeys(Set<String> keys) {
    CommandLine commands = new CommandLine(CommandSpec.create());
    keys.stream().sorted().forEach(key -> commands.addSubcommand(key, CommandSpec.create()));
    return commands;
  }

  private static OptionSpec option(String name) {
    // A list, so that a second value is seen and not taken for the first.
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .build();
  }

  /**
   * The parsed arguments.
   *
   * @param files names after {@code --config}, in their order
   * @param values by key
   */
  record Arguments(List<String> files, Map<String, String> values) {}

  /**
   * Parses the arguments.
   *
   * @param faults gets their faults, in their order where it matters to a reader
   */
  Arguments parse(String[] args, List<String> faults) {
    ParseResult result = commandLine.parseArgs(args);
    Set<String> withoutValue = withoutValue(result);
    List<String> unmatched = new ArrayList<>(result.unmatched());
    Map<String, String> values = new LinkedHashMap<>();
    List<String> files = new ArrayList<>();
    withoutValue.forEach(name -> faults.add(missing(name)));
    for (OptionSpec option : new LinkedHashSet<>(result.matchedOptions())) {
      String name = option.longestName();
      List<String> given = new ArrayList<>(option.originalStringValues());
      List<String> swallowed = given.stream().filter(value -> value.startsWith(DASHES)).toList();
      unmatched.addAll(swallowed);
      if (!swallowed.isEmpty()) {
        faults.add(missing(name));
      } else if (given.isEmpty() && !withoutValue.contains(name)) {
        given.add(""); // picocli gives no value for "--key="
      }
      given.removeAll(swallowed);
      if (name.equals(CONFIG)) {
        files.addAll(given);
      } else if (!given.isEmpty()) {
        values.put(name.substring(DASHES.length()), given.get(0));
        if (given.size() > 1) {
          faults.add(name + ": given twice; expected once, as only one value can apply");
        }
      }
    }
    report(unmatched, args, faults);
    return new Arguments(files, values);
  }

  private static String missing(String name) {
    return name + ": expected a value after it";
  }

  private static Set<String> withoutValue(ParseResult result) {
    Set<String> names = new HashSet<>();
    for (Exception error : result.errors()) {
      if (error instanceof MissingParameterException missing) {
        missing.getMissing().forEach(option -> names.add(((OptionSpec) option).longestName()));
      } else {
        throw new IllegalStateException("picocli found what this parser does not expect", error);
      }
    }
    return names;
  }

  /** An unknown key takes the text after it along, if that is no key. */
  private void report(List<String> unmatched, String[] args, List<String> faults) {
    boolean valueOfUnknownKey = false;
    for (String argument : unmatched) {
      if (argument.startsWith(DASHES) && argument.length() > DASHES.length()) {
        String key = argument.substring(DASHES.length()).replaceFirst("=.*", "");
        faults.add(unknown(key));
        valueOfUnknownKey = !argument.contains("=");
      } else if (valueOfUnknownKey) {
        valueOfUnknownKey = false;
      } else {
        faults.add(
            "argument %d: expected --key value or --key=value"
                .formatted(Arrays.asList(args).indexOf(argument) + 1));
      }
    }
  }

  /** The message for a key that nobody declares, with the likely one if there is any. */
  String unknown(String key) {
    String hint =
        new UnmatchedArgumentException(likelyKeys, List.of(key))
            .getSuggestions().stream()
                .findFirst()
                .map(likely -> "; did you mean " + likely)
                .orElse("");
    return "%s: no such option%s. It would have had no effect".formatted(key, hint);
  }
}
