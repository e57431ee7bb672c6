package io.parley.infra.scylla;

/** Thrown when the migrations cannot be read or run. The message says why and what to do. */
public final class MigrationException extends RuntimeException {

  MigrationException(String message) {
    super(message);
  }

  MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
