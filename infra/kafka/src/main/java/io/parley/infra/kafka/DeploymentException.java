package io.parley.infra.kafka;

/**
 * A deploy step could not bring a server to where the catalogue wants it. The message says why and
 * what to do.
 */
public final class DeploymentException extends RuntimeException {

  DeploymentException(String message) {
    super(message);
  }

  DeploymentException(String message, Throwable cause) {
    super(message, cause);
  }
}
