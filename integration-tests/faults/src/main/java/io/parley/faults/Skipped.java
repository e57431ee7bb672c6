package io.parley.faults;

/** A fault cannot be inflicted on this machine; the message says what it needs. */
final class Skipped extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Skipped(String what) {
    super(what);
  }
}
