package io.parley.common.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Turns the arguments of a job's {@code main} into its typed options. */
public final class JobArguments {

  private static final String CONFIG = "--config";

  private final List<String> faults = new ArrayList<>();
  private final Map<String, String> fromFiles = new LinkedHashMap<>();
  private final Map<String, String> fromArguments = new LinkedHashMap<>();

  private JobArguments() {}

  /**
   * Parses {@code args} and reads the options.
   *
   * @param groups all options that the job knows
   * @param read builds the typed options; it must not fail on a value that {@link OptionReader}
   *     refused, because it goes on to find the other faults
   * @throws InvalidOptionsException with all faults, if there is any
   */
  public static <T> Parsed<T> parse(
      List<OptionGroup> groups, String[] args, Function<OptionReader, T> read) {
    JobArguments arguments = new JobArguments();
    arguments.collect(args);
    Map<String, String> given = new LinkedHashMap<>(arguments.fromFiles);
    given.putAll(arguments.fromArguments);
    OptionReader reader = new OptionReader(groups, given, arguments.faults);
    return new Parsed<>(reader.readAll(read), reader.effective());
  }

  private void collect(String[] args) {
    Set<String> seen = new HashSet<>();
    int next = 0;
    while (next < args.length) {
      String argument = args[next++];
      if (!argument.startsWith("--") || argument.length() == 2) {
        // The value is not shown: it may be a secret that lost its key.
        faults.add("argument %d: expected --key value or --key=value".formatted(next));
        continue;
      }
      int equals = argument.indexOf('=');
      String key = equals < 0 ? argument : argument.substring(0, equals);
      String value;
      if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (next < args.length && !args[next].startsWith("--")) {
        value = args[next++];
      } else {
        faults.add(key + ": expected a value after it");
        continue;
      }
      if (key.equals(CONFIG)) {
        readFile(value);
      } else if (seen.add(key)) {
        fromArguments.put(key.substring(2), value);
      } else {
        faults.add(key + ": given twice; expected once, as only one value can apply");
      }
    }
  }

  private void readFile(String name) {
    try {
      fromFiles.putAll(ConfigFile.read(Path.of(name)));
    } catch (IOException | RuntimeException e) {
      // Only the kind of a parser's error is shown: its message quotes lines of the file.
      String reason = e.getClass() == IOException.class ? e.getMessage() : e.getClass().getName();
      faults.add("%s '%s': cannot be read (%s)".formatted(CONFIG, name, reason));
    }
  }
}
