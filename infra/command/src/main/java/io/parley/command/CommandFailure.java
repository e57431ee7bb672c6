package io.parley.command;

import java.util.concurrent.CompletionException;

/**
 * A foreseen failure of a command. The message says why the command failed, and what to do about
 * it.
 */
public final class CommandFailure extends RuntimeException {

  /** Exit code of a command that could not do its work. */
  public static final int FAILED = 1;

  /** Exit code of a command that was called with arguments which cannot be right. */
  public static final int WRONG_USAGE = 2;

  /** Exit code of a command that needs servers which do not run. */
  public static final int NOT_RUNNING = 3;

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /** A failure with exit code 1. */
  public CommandFailure(String message) {
    this(message, FAILED);
  }

  /**
   * A failure with exit code 1 whose reason is the innermost cause of an exception.
   *
   * @param what a sentence, such as "The servers did not start."
   */
  public static CommandFailure because(String what, CompletionException e) {
    Throwable cause = e;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new CommandFailure(what + " " + FileFailures.words(cause));
  }

  private CommandFailure(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /**
   * A refusal of arguments that cannot be right, before anything has begun.
   *
   * @param message names the argument, the value, and what was expected
   */
  public static CommandFailure wrongUsage(String message) {
    return new CommandFailure(message, WRONG_USAGE);
  }

  /** The servers that the command needs do not run. */
  public static CommandFailure notRunning() {
    return new CommandFailure(
        "Parley's servers are not running. Start them with `./parley up -d`.", NOT_RUNNING);
  }

  /** The exit code with which the process ends. */
  public int exitCode() {
    return exitCode;
  }
}
