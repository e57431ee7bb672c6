package io.parley.command.cluster;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The values of a configuration file, read one by one. It gathers every fault and every key that
 * nobody asked for, so that all of them can be reported at once. Values of keys that it does not
 * know are never quoted, because they may be secrets.
 */
final class ConfigValues {

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|secret|token|jaas|credential|user-info|private-key).*");
  private static final Pattern USER_IN_ADDRESS = Pattern.compile(".*://[^/]*@.*");
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9}) ?(ms|s|m|min|h)");
  private static final Pattern HOST_AND_PORT = Pattern.compile("(.+):(\\d{1,5})");
  private static final int LARGEST_PORT = 65_535;

  private final Map<String, String> values;
  private final Path directory;
  private final Set<String> asked = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();

  /**
   * The values of one file.
   *
   * @param directory the directory to which paths in the file are relative
   */
  ConfigValues(Map<String, String> values, Path directory) {
    this.values = new LinkedHashMap<>(values);
    this.directory = directory;
  }

  /** The faults so far, with a fault for every key that nobody has asked for. */
  List<String> faults() {
    List<String> all = new ArrayList<>(faults);
    values.keySet().stream()
        .filter(key -> !asked.contains(key))
        .forEach(
            key ->
                all.add(
                    SECRET.matcher(key).matches()
                        ? key
                            + " looks like a secret in plain sight. Write the secret into a file"
                            + " of its own, name the file under a key that ends in -file, and"
                            + " change the secret, because it has been seen"
                        : key + " is not known. `parley deploy --help` lists the keys"));
    return all;
  }

  void fault(String key, String what) {
    faults.add(key + ": " + what);
  }

  Optional<String> text(String key) {
    asked.add(key);
    Optional<String> value = Optional.ofNullable(values.get(key)).filter(text -> !text.isBlank());
    if (value.isPresent() && USER_IN_ADDRESS.matcher(value.get()).matches()) {
      fault(key, "has a user or password in an address; use the keys user and password-file");
      return Optional.empty();
    }
    return value;
  }

  String text(String key, String otherwise) {
    return text(key).orElse(otherwise);
  }

  String required(String key, String example) {
    return text(key)
        .orElseGet(
            () -> {
              fault(key, "is missing; expected for instance '" + example + "'");
              return example;
            });
  }

  String matching(String key, String otherwise, String pattern, String expected) {
    String value = text(key, otherwise);
    if (!value.matches(pattern)) {
      fault(key, "is '" + value + "'; expected " + expected);
      return otherwise;
    }
    return value;
  }

  List<String> list(String key) {
    return text(key).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  int number(String key, int otherwise, int least, int most) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the fault.
    }
    fault(key, "is '%s'; expected a number from %d to %d".formatted(value.get(), least, most));
    return otherwise;
  }

  boolean flag(String key) {
    return matching(key, "false", "true|false", "true or false").equals("true");
  }

  Duration duration(String key, Duration otherwise) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = SHORT_DURATION.matcher(value.get());
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofMinutes(amount);
      };
    }
    try {
      return Duration.parse(value.get().toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      fault(key, "is '" + value.get() + "'; expected a duration such as 15m, 90s or PT15M");
      return otherwise;
    }
  }

  Optional<Path> file(String key) {
    Optional<Path> path = text(key).map(name -> directory.resolve(name).normalize());
    path.filter(file -> !Files.isReadable(file))
        .ifPresent(
            file -> fault(key, "the file %s does not exist or is not readable".formatted(file)));
    return path;
  }

  Optional<SecretFile> secretFile(String key) {
    return file(key).map(SecretFile::new);
  }

  /** The keys {@code user} and {@code password-file} below a prefix; both or neither. */
  Optional<Login> login(String prefix) {
    Optional<String> user = text(prefix + ".user");
    Optional<SecretFile> password = secretFile(prefix + ".password-file");
    if (user.isPresent() != password.isPresent()) {
      fault(
          prefix + (user.isPresent() ? ".password-file" : ".user"),
          "is missing; a login has both a user and a password-file");
    }
    return user.isPresent() && password.isPresent()
        ? Optional.of(new Login(user.get(), password.get()))
        : Optional.empty();
  }

  TlsFiles tls(String prefix) {
    return new TlsFiles(
        file(prefix + ".truststore-file"),
        secretFile(prefix + ".truststore-password-file"),
        file(prefix + ".keystore-file"),
        secretFile(prefix + ".keystore-password-file"));
  }

  List<InetSocketAddress> addresses(String key, String example) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    required(key, example);
    for (String item : list(key)) {
      Matcher matcher = HOST_AND_PORT.matcher(item);
      if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= LARGEST_PORT) {
        addresses.add(
            InetSocketAddress.createUnresolved(
                matcher.group(1), Integer.parseInt(matcher.group(2))));
      } else {
        fault(key, "has '" + item + "'; expected host:port");
      }
    }
    return addresses;
  }

  /** All keys below a prefix, without it. */
  Map<String, String> below(String prefix) {
    Map<String, String> found = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix + ".")) {
            asked.add(key);
            found.put(key.substring(prefix.length() + 1), value);
          }
        });
    return found;
  }
}
