package io.parley.common.decode;

/**
 * The task must not start: going on would lose or repeat records. The message says why and what to
 * do. It is thrown inside Flink's {@code SuppressRestartsException}, since trying again would not
 * help.
 */
public final class StartRefusedException extends RuntimeException {

  public StartRefusedException(String message) {
    super(message);
  }
}
