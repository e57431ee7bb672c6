package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.command.CommandFailure;
import io.parley.infra.local.Launcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDirectoryTest {

  @TempDir private Path root;

  @Test
  void findsTheServersOfARunningLauncher() throws IOException {
    StackDirectory directory = new StackDirectory(root);
    directory.write(state(Launcher.current(), true));

    assertThat(directory.ready()).isEqualTo(state(Launcher.current(), true));
  }

  @Test
  void doesNotTakeAReusedProcessNumberForTheLauncher() throws IOException {
    StackDirectory directory = new StackDirectory(root);
    Launcher earlier = new Launcher(Launcher.current().pid(), 1L);
    directory.write(state(earlier, true));

    assertThatThrownBy(directory::ready)
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(CommandFailure.NOT_RUNNING));
  }

  @Test
  void asksForPatienceWhileTheServersStart() throws IOException {
    StackDirectory directory = new StackDirectory(root);
    directory.write(StackState.starting());

    assertThatThrownBy(directory::ready)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("still starting");
  }

  @Test
  void wipesEverythingButTheLockAndTheLogThatTheLauncherIsWriting() throws IOException {
    StackDirectory directory = new StackDirectory(root);
    directory.lock();
    Files.createDirectories(root.resolve("kafka/data"));
    Files.writeString(root.resolve("kafka/data/log"), "x");
    Files.writeString(directory.logs().resolve("kafka.log"), "x");
    Files.writeString(directory.launcherLog(), "x");

    directory.wipe();

    assertThat(root).isDirectoryNotContaining("glob:**kafka");
    assertThat(root.resolve("lock")).exists();
    assertThat(directory.logs()).isDirectoryNotContaining("glob:**kafka.log");
    assertThat(directory.launcherLog()).exists();
  }

  /** Seen red: with a lock for any directory, which `up --fresh` would then have emptied. */
  @Test
  void refusesADirectoryWithOtherFiles() throws IOException {
    Files.createDirectories(root.resolve("demo"));
    Files.writeString(root.resolve("thesis.tex"), "x");

    assertThatThrownBy(new StackDirectory(root)::lock)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("thesis.tex");
    assertThat(root).isDirectoryNotContaining("glob:**lock");
  }

  /** Seen red: with a launcher that emptied the log and then was refused. */
  @Test
  void aLauncherInTheBackgroundTouchesNoForeignDirectory() throws IOException {
    Files.writeString(root.resolve("thesis.tex"), "x");
    StackDirectory directory = new StackDirectory(root);
    Files.createDirectories(directory.logs());
    Files.writeString(directory.launcherLog(), "theirs");

    assertThatThrownBy(
            () ->
                new DetachedLauncher(directory, new PrintWriter(new StringWriter()))
                    .launch(List.of("--help")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("thesis.tex");
    assertThat(directory.launcherLog()).hasContent("theirs");
  }

  @Test
  void aDirectoryThatNobodyHoldsIsFree() throws IOException {
    Files.writeString(root.resolve("lock"), "");

    new StackDirectory(root).requireFree();

    new StackDirectory(root).lock();
  }

  /** Commands with servers of their own may have been here before. */
  @Test
  void takesADirectoryInWhichOnlyOtherCommandsWere() throws IOException {
    Files.createDirectories(root.resolve("demo"));

    new StackDirectory(root).lock();

    assertThat(root.resolve("lock")).exists();
  }

  private static StackState state(Launcher launcher, boolean ready) {
    return new StackState(
        launcher,
        "2026-01-01T00:00:00Z",
        ready,
        List.of(new StackState.Server("kafka", "127.0.0.1:1", 1, "kafka.log")),
        "127.0.0.1:1",
        "http://127.0.0.1:2",
        "127.0.0.1",
        3,
        "datacenter1",
        "http://127.0.0.1:4",
        "");
  }
}
