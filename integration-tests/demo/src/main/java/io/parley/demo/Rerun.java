package io.parley.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The command that repeats a run, ready to be pasted into a shell. */
final class Rerun {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private Rerun() {}

  /**
   * The command with all its arguments, and with what the run chose by itself.
   *
   * @param arguments the arguments of {@code ./parley}
   * @param chosen values by option, such as {@code --seed}; those of options that were given are
   *     ignored
   */
  static String command(List<String> arguments, Map<String, String> chosen) {
    List<String> words = new ArrayList<>(List.of("./parley"));
    arguments.stream().map(Rerun::quoted).forEach(words::add);
    chosen.forEach(
        (option, value) -> {
          if (arguments.stream()
              .noneMatch(word -> word.equals(option) || word.startsWith(option + "="))) {
            words.add(option + " " + value);
          }
        });
    return String.join(" ", words);
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
