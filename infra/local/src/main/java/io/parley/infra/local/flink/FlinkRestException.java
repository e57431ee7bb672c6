package io.parley.infra.local.flink;

import java.io.IOException;

/** An answer of the cluster that reports a failure. */
public final class FlinkRestException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  FlinkRestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status: 404 for an unknown job or jar, 400 for a jar whose main method failed. */
  public int status() {
    return status;
  }
}
