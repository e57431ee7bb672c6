package io.parley.ingest.domain;

/**
 * Thrown when the job must not go on from its saved state with its options. A restart does not
 * help.
 */
public final class RefusedStartException extends RuntimeException {

  RefusedStartException(String message) {
    super(message);
  }
}
