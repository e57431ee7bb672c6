package io.parley.simulator;

import java.io.IOException;

/** What somebody waited for did not come about in time. The message names what is missing. */
public final class MissedDeadline extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * The end of a wait.
   *
   * @param what is missing, and how long somebody waited
   */
  public MissedDeadline(String what) {
    super(what);
  }
}
