package io.parley.simulation;

/** A promise is broken. The message names the guarantee and what was seen. */
final class BrokenPromiseException extends RuntimeException {

  private static final long serialVersionUID = 1;

  BrokenPromiseException(String message) {
    super(message);
  }
}
