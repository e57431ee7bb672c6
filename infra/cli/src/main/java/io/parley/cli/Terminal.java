package io.parley.cli;

/** Whether somebody is watching. */
final class Terminal {

  private Terminal() {}

  /** Whether standard output is a terminal; the launcher script finds out. */
  static boolean isInteractive() {
    return Boolean.getBoolean("parley.terminal");
  }
}
