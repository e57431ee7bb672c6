package io.parley.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.parley.command.CommandFailure;
import io.parley.command.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of one stack: the servers' data, their logs, and the file through which commands
 * find a running stack.
 */
public final class StackDirectory {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * The channels that hold locks. They are referenced until the process ends, because an
   * unreachable channel is closed and its lock released.
   */
  private static final List<FileChannel> HELD = new ArrayList<>();

  private static final String LOCK = "lock";

  /** What may be in a directory before its first launcher locks it. */
  private static final Set<String> BEFORE_THE_LOCK =
      Set.of("logs", "demo", "chat", "faults", "benchmark", "benchmark-results", "prometheus");

  private final Path root;

  /** The directory, which need not exist yet. */
  public StackDirectory(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** The directory as an absolute path. */
  public Path root() {
    return root;
  }

  /** The directory of the servers' logs. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** The file to which a launcher in the background writes. */
  Path launcherLog() {
    return logs().resolve("launcher.log");
  }

  /**
   * Makes this process the only launcher of the directory until it ends, however it ends.
   *
   * @throws CommandFailure if another process is the launcher, or if there is something in the
   *     directory and it is no stack's; nothing is changed then
   */
  public void lock() throws IOException {
    refuseAForeignDirectory();
    Files.createDirectories(logs());
    FileChannel channel =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw runningAlready();
    }
    HELD.add(channel);
  }

  /**
   * Looks whether {@link #lock} would refuse. Changes nothing, and does not keep anybody from
   * locking the directory. This process must not hold the lock.
   *
   * @throws CommandFailure as {@link #lock} does
   */
  public void requireFree() throws IOException {
    refuseAForeignDirectory();
    if (!Files.exists(root.resolve(LOCK))) {
      return;
    }
    try (FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw runningAlready();
      }
    }
  }

  private CommandFailure runningAlready() {
    return new CommandFailure(
        "Parley is running already in "
            + root
            + ". `./parley status` shows it, `./parley down` stops it.");
  }

  /** A stack fills its directory, and {@link #wipe} empties it. */
  private void refuseAForeignDirectory() throws IOException {
    if (!Files.isDirectory(root) || Files.exists(root.resolve(LOCK))) {
      return;
    }
    try (Stream<Path> entries = Files.list(root)) {
      Optional<Path> foreign =
          entries
              .filter(entry -> !BEFORE_THE_LOCK.contains(entry.getFileName().toString()))
              .findFirst();
      if (foreign.isPresent()) {
        throw CommandFailure.wrongUsage(
            "%s holds files that are not Parley's, such as %s. Name an empty or a new directory; nothing was changed."
                .formatted(root, foreign.get().getFileName()));
      }
    }
  }

  /**
   * Deletes the data and the logs of earlier runs. The lock stays, because this process holds it.
   * The launcher's log stays too: a launcher in the background is writing it, and the command that
   * started the launcher is reading it.
   */
  public void wipe() throws IOException {
    Set<Path> kept = Set.of(root, root.resolve(LOCK), logs(), launcherLog());
    try (Stream<Path> tree = Files.walk(root)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        if (!kept.contains(path)) {
          Files.delete(path);
        }
      }
    }
  }

  /**
   * Publishes the state to the other commands. They see either the old state or the new one, never
   * a part of it.
   */
  public void write(StackState state) throws IOException {
    WholeFile.write(file(), JSON.writeValueAsString(state));
  }

  /** Removes the state, so that other commands see no running servers. */
  public void forget() throws IOException {
    Files.deleteIfExists(file());
  }

  /** The last state that was written. Its launcher may have ended. */
  public Optional<StackState> read() {
    try {
      return Files.exists(file())
          ? Optional.of(JSON.readValue(file().toFile(), StackState.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read " + file() + "; if no server runs, delete it and start again", e);
    }
  }

  /**
   * The state of servers that are ready.
   *
   * @throws CommandFailure if no servers run, or if they are not ready
   */
  public StackState ready() {
    StackState state = read().filter(StackState::isCurrent).orElseThrow(CommandFailure::notRunning);
    if (!state.ready()) {
      throw new CommandFailure("Parley's servers are still starting. Try again in a moment.");
    }
    return state;
  }

  private Path file() {
    return root.resolve("stack.json");
  }
}
