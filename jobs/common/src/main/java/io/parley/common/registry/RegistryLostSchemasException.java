package io.parley.common.registry;

/**
 * The registry answers, but not as it did before: a schema that it had is gone or has another id.
 * Nothing is wrong with the records, so none may become a dead letter.
 */
public final class RegistryLostSchemasException extends RuntimeException {

  RegistryLostSchemasException(String message) {
    super(message);
  }
}
