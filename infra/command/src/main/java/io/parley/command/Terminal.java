package io.parley.command;

import java.util.OptionalInt;

/** The terminal on which a command runs, if there is one. */
public final class Terminal {

  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /**
   * Whether standard output is a terminal. The script {@code parley} finds out and passes it on.
   */
  public static boolean isInteractive() {
    return Boolean.getBoolean("parley.terminal");
  }

  /**
   * How many columns the terminal has, which the script passes on too. Empty if standard output is
   * no terminal: a pipe and a file have room for lines of any length.
   */
  public static OptionalInt columns() {
    return isInteractive()
        ? OptionalInt.of(Integer.getInteger("parley.columns", USUAL_COLUMNS))
        : OptionalInt.empty();
  }
}
