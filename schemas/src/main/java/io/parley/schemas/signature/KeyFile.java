package io.parley.schemas.signature;

import io.parley.schemas.id.Identifiers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of signing keys, one line for each: {@code gateway key-id secret}. Empty lines and lines
 * that begin with {@code #} count for nothing. When a key is not found and the file has changed, it
 * is read again, so that a rotated key needs no restart of the reader. For one thread.
 */
public final class KeyFile {

  private static final int COLUMNS = 3;

  private record Name(String gatewayId, String keyId) {}

  private final Path path;
  private Map<Name, SigningKey> keys;
  private FileTime readAt;

  private KeyFile(Path path) {
    this.path = path;
    read();
  }

  /**
   * Reads the file.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if a line is not valid; the message has no secret
   */
  public static KeyFile read(Path path) {
    return new KeyFile(path);
  }

  /** The key with which a gateway signs: its first one. */
  public Optional<SigningKey> signingKey(String gatewayId) {
    return keys.values().stream().filter(key -> key.gatewayId().equals(gatewayId)).findFirst();
  }

  /** A key by its name. */
  Optional<SigningKey> key(String gatewayId, String keyId) {
    Name name = new Name(gatewayId, keyId);
    SigningKey known = keys.get(name);
    if (known == null && hasChanged()) {
      read();
      known = keys.get(name);
    }
    return Optional.ofNullable(known);
  }

  private boolean hasChanged() {
    try {
      return !Files.getLastModifiedTime(path).equals(readAt);
    } catch (IOException e) {
      // Gone for a moment, as when a mounted secret is replaced. The keys that are known stay.
      return false;
    }
  }

  private void read() {
    try {
      FileTime time = Files.getLastModifiedTime(path);
      keys = parse(Files.readAllLines(path));
      readAt = time;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The key file %s cannot be read (%s). Mount it on this machine, readable for this user."
              .formatted(path, e.getClass().getSimpleName()),
          e);
    }
  }

  private Map<Name, SigningKey> parse(List<String> lines) {
    Map<Name, SigningKey> parsed = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    int number = 0;
    for (String line : lines) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length != COLUMNS
          || !Identifiers.isValid(columns[0])
          || !Identifiers.isValid(columns[1])) {
        faults.add("line %d: expected `gateway key-id secret`".formatted(number));
        continue;
      }
      try {
        SigningKey key =
            new SigningKey(columns[0], columns[1], Base64.getDecoder().decode(columns[2]));
        if (parsed.putIfAbsent(new Name(columns[0], columns[1]), key) != null) {
          faults.add("line %d: %s stands twice".formatted(number, key));
        }
      } catch (IllegalArgumentException e) {
        faults.add("line %d: expected at least 32 bytes in base64".formatted(number));
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "The key file %s is not valid:\n  - %s".formatted(path, String.join("\n  - ", faults)));
    }
    return parsed;
  }

  /** The path alone. */
  @Override
  public String toString() {
    return "key file " + path;
  }
}
