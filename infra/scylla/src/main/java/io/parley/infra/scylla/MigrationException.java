package io.parley.infra.scylla;

/**
 * The keyspace cannot be brought to where the migrations lead. The message says why and what to do.
 */
public final class MigrationException extends RuntimeException {

  MigrationException(String message) {
    super(message);
  }

  MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
