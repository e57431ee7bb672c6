package io.parley.gateway.server.login;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * The file with the key of the tokens. Gateways that share it accept each other's tokens, and a
 * token outlives a restart. It is created with the first start, readable by its owner only.
 */
final class KeyFile {

  private static final int BYTES = 32;

  private KeyFile() {}

  /**
   * Reads the key. Creates the file if it is missing. If two gateways do so at the same time, both
   * get the key of the first one.
   */
  static byte[] readOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != BYTES) {
      throw new IOException(
          "The key file %s has %d bytes, expected %d. Delete it; a new one is made, and everybody has to log in again."
              .formatted(file, key.length, BYTES));
    }
    return key;
  }

  private static void create(Path file) throws IOException {
    Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path draft =
        Files.createTempFile(
            directory,
            "key",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(draft, key);
      // A link appears with its whole content, and fails if another gateway was faster.
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // The other gateway's key counts.
    } finally {
      Files.delete(draft);
    }
  }
}
