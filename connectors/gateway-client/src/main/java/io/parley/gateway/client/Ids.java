package io.parley.gateway.client;

import io.parley.schemas.id.Identifiers;

/** Checks ids where the server passes one in. */
final class Ids {

  static String check(String name, String id) {
    if (id == null || !Identifiers.isValid(id)) {
      throw new IllegalArgumentException(
          "%s is not a valid id: expected %s. The jobs would refuse every record that bears it."
              .formatted(name, Identifiers.RULE));
    }
    return id;
  }

  private Ids() {}
}
