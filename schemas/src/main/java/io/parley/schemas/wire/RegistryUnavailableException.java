package io.parley.schemas.wire;

import java.io.IOException;

/**
 * The registry gave no answer about a schema: it is down, slow, overloaded, or refuses the request.
 * The record is then neither decoded nor undecodable. Try again until the registry answers.
 */
public final class RegistryUnavailableException extends IOException {

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
