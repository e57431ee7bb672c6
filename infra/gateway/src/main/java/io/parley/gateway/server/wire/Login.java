package io.parley.gateway.server.wire;

import java.util.Optional;

/** The check of tokens. */
@FunctionalInterface
public interface Login {

  /** A user on a device, as the login has established them. */
  record Identity(String user, String device) {}

  /** The identity that a token stands for; empty if the token is not valid. */
  Optional<Identity> verify(String token);
}
