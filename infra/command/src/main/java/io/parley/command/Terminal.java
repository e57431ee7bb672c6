package io.parley.command;

/** The terminal on which a command runs, if there is one. */
public final class Terminal {

  private Terminal() {}

  /**
   * Whether standard output is a terminal. The script {@code parley} finds out and passes it on.
   */
  public static boolean isInteractive() {
    return Boolean.getBoolean("parley.terminal");
  }
}
