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
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of signing keys, one line for each: {@code gateway key-id secret}. Empty lines and lines
 * that begin with {@code #} count for nothing. For one thread.
 *
 * <p>A changed file is read again, so that a new key is known and a removed key is refused without
 * a restart of the reader. The reader looks for a change once a second, and at once when it does
 * not know a key. If the changed file is not valid or is gone, the keys that are known stay, and
 * the log says why. Replace the file in one step ({@code mv}), because a reader may see a file that
 * is half written.
 */
public final class KeyFile {

  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final int COLUMNS = 3;
  private static final long NANOS_BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);

  private record Name(String gatewayId, String keyId) {}

  private final Path path;
  private final LongSupplier nanos;
  private Map<Name, SigningKey> keys;
  private FileTime readAt;
  private boolean isReadable = true;
  private long lookedAt;

  private KeyFile(Path path, LongSupplier nanos) {
    this.path = path;
    this.nanos = nanos;
    this.lookedAt = nanos.getAsLong();
    read();
  }

  /**
   * Reads the file.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if a line is not valid; the message has no secret
   */
  public static KeyFile read(Path path) {
    return read(path, System::nanoTime);
  }

  /** The same with a clock of the caller's, which says when to look for a change. */
  static KeyFile read(Path path, LongSupplier nanos) {
    return new KeyFile(path, nanos);
  }

  /** The key with which a gateway signs: its first one. */
  public Optional<SigningKey> signingKey(String gatewayId) {
    return keys.values().stream().filter(key -> key.gatewayId().equals(gatewayId)).findFirst();
  }

  /** A key by its name. */
  Optional<SigningKey> key(String gatewayId, String keyId) {
    Name name = new Name(gatewayId, keyId);
    long now = nanos.getAsLong();
    if (now - lookedAt >= NANOS_BETWEEN_LOOKS || !keys.containsKey(name)) {
      lookedAt = now;
      readIfChanged();
    }
    return Optional.ofNullable(keys.get(name));
  }

  private void readIfChanged() {
    FileTime before = readAt;
    try {
      if (!Files.getLastModifiedTime(path).equals(before)) {
        read();
        LOG.info("The {} has changed and was read again: {} keys", this, keys.size());
      }
      isReadable = true;
    } catch (IOException | UncheckedIOException e) {
      // Gone for a moment, as when a mounted secret is replaced.
      if (isReadable) {
        LOG.warn("The {} cannot be read. The keys read before stay in use", this);
      }
      isReadable = false;
    } catch (IllegalArgumentException e) {
      LOG.error("{}\nThe keys read before stay in use.", e.getMessage());
    }
  }

  private void read() {
    try {
      FileTime time = Files.getLastModifiedTime(path);
      List<String> lines = Files.readAllLines(path);
      readAt = time;
      keys = parse(lines);
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
    if (parsed.isEmpty() && faults.isEmpty()) {
      faults.add("it has no key; expected a line `gateway key-id secret` for each key");
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
