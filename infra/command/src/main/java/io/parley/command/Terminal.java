package io.parley.command;

/** Whether somebody is watching. */
public final class Terminal {

  private Terminal() {}

  /** Whether standard output is a terminal; the launcher script finds out. */
  public static boolean isInteractive() {
    return Boolean.getBoolean("parley.terminal");
  }
}
