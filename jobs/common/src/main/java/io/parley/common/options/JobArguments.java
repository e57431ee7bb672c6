package io.parley.common.options;

import io.parley.schemas.config.ConfigText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The way from the arguments of a job's {@code main} to its typed options: takes the arguments
 * apart, reads the files that they name, puts today's keys in the place of former ones, and lets
 * {@link OptionReader} check the values. For one use.
 */
public final class JobArguments {

  private final List<OptionGroup> groups;
  private final CommandLineOptions commandLine;
  private final Map<String, String> formerKeys = new LinkedHashMap<>();
  private final Map<String, String> given = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private JobArguments(List<OptionGroup> groups, String[] args) {
    this.groups = groups;
    Set<String> keys = new HashSet<>();
    List<String> prefixes = new ArrayList<>();
    for (OptionGroup group : groups) {
      group.passThrough().ifPresent(passThrough -> prefixes.add(passThrough.prefix()));
      for (OptionGroup.Entry<?> entry : group.entries()) {
        keys.add(entry.key());
        entry.formerKeys().forEach(former -> formerKeys.put(former, entry.key()));
      }
    }
    keys.addAll(formerKeys.keySet());
    this.commandLine = new CommandLineOptions(keys, prefixes, args);
  }

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
    JobArguments arguments = new JobArguments(groups, args);
    arguments.collect(args);
    OptionReader reader = new OptionReader(groups, arguments.given, arguments.faults);
    return new Parsed<>(reader.readAll(read), reader.effective(), arguments.warnings);
  }

  private void collect(String[] args) {
    CommandLineOptions.Arguments arguments = commandLine.parse(args, faults);
    arguments.files().forEach(this::readFile);
    take(arguments.values(), "an argument");
  }

  private void readFile(String name) {
    try {
      Path file = Path.of(name);
      Map<String, String> values =
          ConfigText.parse(file.getFileName().toString(), Files.readString(file));
      values.keySet().stream()
          .filter(key -> !formerKeys.containsKey(key))
          .filter(key -> groups.stream().noneMatch(group -> group.declares(key)))
          .forEach(key -> faults.add(commandLine.unknown(key)));
      take(values, name);
    } catch (NoSuchFileException e) {
      faults.add("--config '%s': there is no such file".formatted(name));
    } catch (IOException | RuntimeException e) {
      // ConfigText throws plain IOExceptions, which quote no value. Other errors may quote the
      // file, so only their kind is shown.
      String reason = e.getClass() == IOException.class ? e.getMessage() : e.getClass().getName();
      faults.add("--config '%s': cannot be read (%s)".formatted(name, reason));
    }
  }

  /** Later values replace earlier ones; within one place a key and its former one exclude it. */
  private void take(Map<String, String> values, String place) {
    values.forEach(
        (key, value) -> {
          String today = formerKeys.getOrDefault(key, key);
          if (!today.equals(key)) {
            warnings.add(
                "The option %s (%s) is now called %s. The former key still works; change it."
                    .formatted(key, place, today));
            if (values.containsKey(today)) {
              faults.add(
                  "%s: given under its former key %s too; expected one, as only one value can apply"
                      .formatted(today, key));
            }
          }
          given.put(today, value);
        });
  }
}
