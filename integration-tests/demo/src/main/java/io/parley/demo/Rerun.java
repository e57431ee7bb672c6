package io.parley.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The command that repeats a run, ready to be pasted into a shell. */
final class Rerun {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private Rerun() {}

  /**
   * The command with all its arguments, and with the seed if it was not among them.
   *
   * @param arguments the arguments of {@code ./parley}
   */
  static String command(List<String> arguments, long seed) {
    List<String> words = new ArrayList<>(List.of("./parley"));
    arguments.stream().map(Rerun::quoted).forEach(words::add);
    if (arguments.stream().noneMatch(word -> word.equals("--seed") || word.startsWith("--seed="))) {
      words.add("--seed " + seed);
    }
    return String.join(" ", words);
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
