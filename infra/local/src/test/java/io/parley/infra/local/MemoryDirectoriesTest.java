package io.parley.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seen red without the look for ended launchers, and without the look whether one has ended. */
class MemoryDirectoriesTest {

  /** Above Linux's largest number of a process. */
  private static final long NOBODY = 1L << 40;

  @TempDir private Path fileSystem;

  @Test
  void aNewDirectoryIsEmptyAndItsOwn() throws IOException {
    Path first = MemoryDirectories.in(fileSystem).create().orElseThrow();
    Path second = MemoryDirectories.in(fileSystem).create().orElseThrow();

    assertThat(first).isEmptyDirectory().isNotEqualTo(second);
    assertThat(second).isEmptyDirectory();
  }

  @Test
  void theDirectoriesOfALauncherThatHasEndedAreDeleted() throws IOException {
    Path left = Files.createDirectories(fileSystem.resolve("parley-" + NOBODY + "-x/db"));
    Files.writeString(left.resolve("000001.sst"), "state");
    Path others = Files.createDirectories(fileSystem.resolve("somebody-else"));
    Path running = MemoryDirectories.in(fileSystem).create().orElseThrow();

    MemoryDirectories.in(fileSystem).create();

    assertThat(left.getParent()).doesNotExist();
    assertThat(others).exists();
    assertThat(running).exists();
  }

  @Test
  void aSystemWithoutSuchAFileSystemHasNoDirectory() throws IOException {
    assertThat(MemoryDirectories.in(fileSystem.resolve("missing")).create()).isEmpty();
  }
}
