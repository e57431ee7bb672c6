package io.parley.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is replaced as a whole. A reader sees the old text or the new one, never a part, and
 * the old text stays if the disk is full.
 */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes a text.
   *
   * @throws IOException if it cannot be written; the message names the file
   */
  public static void write(Path file, String text) throws IOException {
    Path whole = file.toAbsolutePath();
    Path draft = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      Files.writeString(draft, text);
      Files.move(draft, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IOException(whole + " cannot be written", e);
    }
  }
}
