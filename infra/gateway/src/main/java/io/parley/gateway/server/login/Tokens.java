package io.parley.gateway.server.login;

import io.parley.gateway.server.wire.Login;
import io.parley.gateway.server.wire.Time;
import io.parley.schemas.id.Identifiers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks tokens. A token says who its bearer is, on which device and until when, and has
 * an HMAC of that, so that nobody without the key can make one. It is not encrypted. Safe for use
 * by several threads.
 *
 * <p>The form is {@code base64url(user/device/expiry) . base64url(hmac)}. Ids have no slash.
 */
public final class Tokens implements Login {

  private static final Duration VALID = Duration.ofDays(30);
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LONGEST = 512;

  private final SecretKeySpec key;
  private final Time time;

  Tokens(byte[] key, Time time) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.time = time;
  }

  /** Tokens with the key in a file, which is made if it is missing. */
  public static Tokens of(Path keyFile, Time time) throws IOException {
    return new Tokens(KeyFile.readOrCreate(keyFile), time);
  }

  /** A token for a user on a device. The ids are valid. */
  public String issue(String user, String device) {
    long expiry = time.millis() + VALID.toMillis();
    byte[] content = (user + "/" + device + "/" + expiry).getBytes(StandardCharsets.US_ASCII);
    Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
    return text.encodeToString(content) + "." + text.encodeToString(hmac(content));
  }

  @Override
  public Optional<Identity> verify(String token) {
    int dot = token.indexOf('.');
    if (token.length() > LONGEST || dot < 0) {
      return Optional.empty();
    }
    try {
      byte[] content = Base64.getUrlDecoder().decode(token.substring(0, dot));
      byte[] hmac = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      return MessageDigest.isEqual(hmac, hmac(content)) ? identity(content) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<Identity> identity(byte[] content) {
    String[] parts = new String(content, StandardCharsets.US_ASCII).split("/", -1);
    boolean current = parts.length == 3 && Long.parseLong(parts[2]) > time.millis();
    return current && Identifiers.isValid(parts[0]) && Identifiers.isValid(parts[1])
        ? Optional.of(new Identity(parts[0], parts[1]))
        : Optional.empty();
  }

  private byte[] hmac(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }
}
