package io.parley.schemas.signature;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key with which one gateway signs. It prints without its secret. Safe for use by many threads.
 */
public final class SigningKey {

  /** As long as the MAC. A shorter secret would be easier to guess than the MAC. */
  public static final int LEAST_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final String gatewayId;
  private final String keyId;
  private final SecretKeySpec secret;

  /**
   * A key.
   *
   * @throws IllegalArgumentException if the secret is too short; the message does not have it
   */
  public SigningKey(String gatewayId, String keyId, byte[] secret) {
    if (secret.length < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "Key %s of gateway %s has %d bytes; expected at least %d. Make one with `openssl rand -base64 32`."
              .formatted(keyId, gatewayId, secret.length, LEAST_BYTES));
    }
    this.gatewayId = gatewayId;
    this.keyId = keyId;
    this.secret = new SecretKeySpec(Arrays.copyOf(secret, secret.length), ALGORITHM);
  }

  /** The gateway that the key belongs to. */
  public String gatewayId() {
    return gatewayId;
  }

  /** The name of the key among the gateway's keys. */
  public String keyId() {
    return keyId;
  }

  /** A new computation with this key. */
  Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "key " + keyId + " of gateway " + gatewayId;
  }
}
