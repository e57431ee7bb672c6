package io.parley.common.options;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a secret lies. The path travels in the job graph, the secret does not: each TaskManager
 * reads the file when a task opens, so a rotated secret is picked up by a restart of the job.
 *
 * @param path absolute path of a text file; white space around its content is dropped
 */
public record SecretFile(String path) implements Serializable {

  /**
   * Reads the secret from this machine.
   *
   * @throws UncheckedIOException if the file cannot be read; the message names the path only
   */
  public Secret read() {
    try {
      return new Secret(Files.readString(Path.of(path)).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the secret file '%s' on this machine: %s. Mount it on every TaskManager and on the machine that submits."
              .formatted(path, e.getClass().getSimpleName()),
          e);
    }
  }
}
