package io.parley.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what people read when a file cannot be used.
 *
 * <p>Seen red: the message of Java's exception, which is the path and nothing else.
 */
class FileFailuresTest {

  @TempDir private Path directory;

  @Test
  void aMissingFileIsNamedWithWhatToDo() {
    Path file = directory.resolve("nowhere/x");

    assertThat(explained(catchThrowable(() -> Files.readString(file))))
        .isEqualTo(file + ": there is no such file or directory. Create it, or correct the path.");
    assertThat(explained(catchThrowable(() -> Files.newInputStream(file)))).contains(file + ":");
  }

  @Test
  void aFileInThePlaceOfADirectoryIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(explained(catchThrowable(() -> Files.createDirectories(file))))
        .contains(file + ": a file is in the way", "name another place");
    assertThat(explained(catchThrowable(() -> Files.writeString(file.resolve("x"), ""))))
        .contains(file.resolve("x").toString());
  }

  @Test
  void aMissingRightIsToldByOldAndNewClassesAlike() {
    assertThat(explained(new AccessDeniedException("/a/b")))
        .isEqualTo(
            "/a/b: permission denied. Give this user the right to it, or name another place.");
    assertThat(explained(new FileNotFoundException("/a/b (Permission denied)")))
        .contains("/a/b: Permission denied.", "Give this user the right");
  }

  @Test
  void aFullDiskIsToldEvenWhereJavaDoesNotNameTheFile() {
    assertThat(explained(new FileSystemException("/a/b", null, "No space left on device")))
        .isEqualTo(
            "/a/b: the disk is full. Make room there, or name another place, for instance with"
                + " --directory.");
    assertThat(
            explained(
                new UncheckedIOException(
                    "The record of the run is lost",
                    new IOException("/r.json cannot be written", noSpace()))))
        .startsWith("The record of the run is lost: /r.json cannot be written: the disk is full.");
  }

  @Test
  void bytesThatAreNoTextAreCalledSo() {
    assertThat(explained(new MalformedInputException(1))).contains("not text in UTF-8");
  }

  @Test
  void aFailedStartNamesItsFileToo() {
    CommandFailure failure =
        CommandFailure.because(
            "The servers did not start.",
            new CompletionException(new AccessDeniedException("/a/b")));

    assertThat(failure)
        .hasMessageStartingWith("The servers did not start. /a/b: permission denied.");
  }

  @Test
  void noFileIsBlamedForAnythingElse() {
    assertThat(FileFailures.explain(new IOException("Connection reset"))).isEmpty();
    assertThat(FileFailures.words(new IOException("Connection reset")))
        .isEqualTo("Connection reset");
  }

  @Test
  void aFileIsWrittenWholeAndItsNameIsInTheFailure() throws IOException {
    Path file = directory.resolve("r.json");
    WholeFile.write(file, "{}");

    assertThat(file).hasContent("{}");
    assertThat(directory).isDirectoryNotContaining("glob:**.part");
    Path nowhere = directory.resolve("nowhere/r.json");
    assertThatThrownBy(() -> WholeFile.write(nowhere, "{}"))
        .satisfies(e -> assertThat(explained(e)).contains(nowhere + " cannot be written:"));
  }

  private static IOException noSpace() {
    return new IOException("No space left on device");
  }

  private static String explained(Throwable failure) {
    return FileFailures.explain(failure).orElseThrow();
  }
}
