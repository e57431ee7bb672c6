package io.parley.simulator;

/** Whether something is planned for later, so that it is planned once at a time. For one thread. */
final class Planned {

  private boolean planned;

  /** Whether the caller must plan it. True once until {@link #isDue}. */
  boolean plan() {
    boolean first = !planned;
    planned = true;
    return first;
  }

  /** Notes that its time has come. */
  void isDue() {
    planned = false;
  }
}
