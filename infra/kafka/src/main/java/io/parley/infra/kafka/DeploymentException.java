package io.parley.infra.kafka;

/**
 * A deploy step could not make a server equal to the catalogue. The message says why, and what to
 * do.
 */
public final class DeploymentException extends RuntimeException {

  DeploymentException(String message) {
    super(message);
  }

  DeploymentException(String message, Throwable cause) {
    super(message, cause);
  }
}
