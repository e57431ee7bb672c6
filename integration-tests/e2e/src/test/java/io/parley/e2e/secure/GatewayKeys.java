package io.parley.e2e.secure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.infra.local.ServerIdentity;
import io.parley.schemas.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A file of signing keys, which it replaces in one step, as operators do. The jobs read the file,
 * and the gateways of a test sign with the same keys. For one thread.
 */
public final class GatewayKeys {

  private record Entry(SigningKey key, String secret) {}

  private final Path file;
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();

  /** Keys in a file that does not exist yet. */
  public GatewayKeys(Path file) {
    this.file = file;
  }

  /** The file, which only this user can read. */
  public Path file() {
    return file;
  }

  /** Adds a key before all others, so that its gateway signs with it from now on. */
  public SigningKey add(String gatewayId, String keyId) throws IOException {
    byte[] secret = ServerIdentity.randomPassword().repeat(2).getBytes(UTF_8);
    SigningKey key = new SigningKey(gatewayId, keyId, secret);
    String text = Base64.getEncoder().encodeToString(secret);
    secrets.add(text);
    entries.add(0, new Entry(key, text));
    write();
    return key;
  }

  /** Takes a key out of the file. */
  public void remove(SigningKey key) throws IOException {
    entries.removeIf(entry -> entry.key() == key);
    write();
  }

  /** The secrets of all keys as they stood in the file, those of removed keys too. */
  List<String> secrets() {
    return List.copyOf(secrets);
  }

  private void write() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Entry entry : entries) {
      lines.append(
          "%s %s %s%n".formatted(entry.key().gatewayId(), entry.key().keyId(), entry.secret()));
    }
    ServerIdentity.writeSecret(file, lines.toString());
  }
}
