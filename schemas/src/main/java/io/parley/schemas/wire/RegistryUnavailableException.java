package io.parley.schemas.wire;

import java.io.IOException;

/**
 * The registry gave no answer about a schema: it is down, slow, overloaded, or refuses us. Nothing
 * is known about the record, so it is neither decoded nor undecodable: try again until the registry
 * answers.
 */
public final class RegistryUnavailableException extends IOException {

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
