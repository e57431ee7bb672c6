package io.parley.common.options;

/**
 * A password or token in memory. It prints as {@code ****}; only {@link #reveal()} gives the value.
 * Not serializable on purpose: a secret is read where it is used, from a {@link SecretFile}.
 */
public final class Secret {

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The value itself. Hand it to the library that needs it, and to nothing else. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "****";
  }
}
