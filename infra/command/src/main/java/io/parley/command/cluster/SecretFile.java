package io.parley.command.cluster;

import io.parley.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of one password. Only the path is kept. The password is read each time it is needed, so
 * that a rotated one is found, and it is in no {@code toString}.
 *
 * @param path an absolute path
 */
public record SecretFile(Path path) {

  /**
   * Reads the password. White space around it is dropped.
   *
   * @throws CommandFailure if the file cannot be read or is empty; the message has the path only
   */
  public String read() {
    try {
      String secret = Files.readString(path).strip();
      if (secret.isEmpty()) {
        throw new CommandFailure(
            "The secret file %s is empty. Write the password into it.".formatted(path));
      }
      return secret;
    } catch (IOException e) {
      throw new CommandFailure(
          "The secret file %s cannot be read (%s). Make it readable for this user."
              .formatted(path, e.getClass().getSimpleName()));
    }
  }
}
