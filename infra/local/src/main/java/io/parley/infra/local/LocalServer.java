package io.parley.infra.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real server in a process of its own, on the loopback interface.
 *
 * <p>Its data and its port survive {@link #restart()} and {@link #kill()} followed by {@link
 * #start()}, so clients find it again at the same address. It ends with this JVM, however this JVM
 * ends (see {@link Reaper}).
 *
 * <p>{@link #start()}, {@link #stop()}, {@link #restart()} and {@link #close()} are called by one
 * thread at a time. {@link #kill()}, {@link #pause()}, {@link #resume()} and the getters by any.
 */
public abstract class LocalServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);

  /** A machine with 2 cores that also runs other programs starts the slowest server in a minute. */
  private static final Duration READY_DEADLINE = Duration.ofMinutes(4);

  private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);
  private static final long MILLIS_BETWEEN_CHECKS = 100;
  private static final int PORT_TRIES = 3;

  private final String name;
  private final Path directory;
  private final ServerLog log;

  private boolean portsAreKnown;
  private volatile Process process;
  private volatile boolean paused;

  /**
   * @param name unique in the stack; names the server's directory and log
   * @param stack the directory of the stack: {@code <stack>/<name>} is the server's own, {@code
   *     <stack>/logs/<name>.log} its log
   */
  protected LocalServer(String name, Path stack) {
    this.name = name;
    this.directory = stack.toAbsolutePath().resolve(name);
    this.log = new ServerLog(stack.toAbsolutePath().resolve("logs").resolve(name + ".log"));
  }

  /**
   * Chooses the ports that were not requested. Called again if another process took a port first.
   */
  abstract void choosePorts();

  /** Writes the server's configuration below {@link #directory()} and says how to start it. */
  abstract ServerCommand prepare() throws IOException;

  /**
   * Whether the server serves its clients. Called again until it returns true. An {@link
   * IOException} means "not yet". Must return within a few seconds.
   */
  abstract boolean isReady() throws IOException;

  /** Where the server listens, for people. Known once it has been started. */
  public abstract String address();

  /**
   * Starts the server and returns when it serves its clients.
   *
   * @throws ServerException if the server ends or is not ready within four minutes; the message has
   *     the end of its log
   */
  public final void start() {
    if (isAlive()) {
      throw new IllegalStateException(name + " is running already, as process " + pid());
    }
    for (int tries = 1; ; tries++) {
      try {
        launchAndAwaitReady();
        return;
      } catch (ServerException e) {
        kill();
        boolean portTaken =
            !portsAreKnown
                && (log.contains("Address already in use")
                    || log.contains("address already in use"));
        if (!portTaken || tries == PORT_TRIES) {
          throw e;
        }
        LOG.info("{}: another process took a port, choosing others", name);
      }
    }
  }

  private void launchAndAwaitReady() {
    long began = System.nanoTime();
    if (!portsAreKnown) {
      choosePorts();
    }
    try {
      Files.createDirectories(directory);
      log.markStart();
      Reaper.watch();
      paused = false;
      process = prepare().start(directory, log.file());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name + " in " + directory, e);
    }
    awaitReady(began);
    portsAreKnown = true;
    LOG.info("{}: ready on {} after {} ms, process {}", name, address(), millisSince(began), pid());
  }

  private void awaitReady(long began) {
    while (!answers()) {
      if (!isAlive()) {
        throw failure("ended with exit code " + process.exitValue() + " while starting");
      }
      if (millisSince(began) > READY_DEADLINE.toMillis()) {
        throw failure("was not ready after " + READY_DEADLINE.toSeconds() + " s");
      }
      sleep();
    }
  }

  private boolean answers() {
    try {
      return isAlive() && isReady();
    } catch (IOException notYet) {
      return false;
    }
  }

  private ServerException failure(String what) {
    return new ServerException(
        "%s %s. The end of its log %s:%n%s".formatted(name, what, log.file(), log.tail()));
  }

  /** Stops the server in an orderly way (SIGTERM); kills it if it takes longer than 30 s. */
  public final void stop() {
    if (!isAlive()) {
      return;
    }
    if (paused) {
      resume();
    }
    process.destroy();
    if (!endsWithin(STOP_DEADLINE)) {
      LOG.warn("{}: did not stop in {} s, killing it", name, STOP_DEADLINE.toSeconds());
      kill();
    }
  }

  /** Kills the server at once (SIGKILL) and returns when the process is gone. */
  public final void kill() {
    Process victim = process;
    if (victim != null) {
      victim.destroyForcibly();
      if (!endsWithin(STOP_DEADLINE)) {
        throw new ServerException(name + ", process " + victim.pid() + ", survives SIGKILL");
      }
    }
  }

  /** Freezes the server (SIGSTOP): it keeps its connections and answers none of them. */
  public final void pause() {
    signal("STOP");
    paused = true;
  }

  /** Lets a paused server go on (SIGCONT). */
  public final void resume() {
    signal("CONT");
    paused = false;
  }

  /** Stops the server in an orderly way and starts it again, with its data and on its port. */
  public final void restart() {
    stop();
    start();
  }

  /** Stops the server. */
  @Override
  public final void close() {
    stop();
  }

  /** Whether the process exists; a paused server is alive. */
  public final boolean isAlive() {
    Process current = process;
    return current != null && current.isAlive();
  }

  /** The number of the process last started. */
  public final long pid() {
    Process current = process;
    if (current == null) {
      throw new IllegalStateException(name + " was never started, so it has no process");
    }
    return current.pid();
  }

  /** The server's name in its stack, such as {@code kafka}. */
  public final String name() {
    return name;
  }

  /** What the server writes to its console, over all its restarts. */
  public final Path logFile() {
    return log.file();
  }

  /** The port, if it has been chosen. */
  final int known(int port) {
    if (port == 0) {
      throw new IllegalStateException(name + " has no port before it is first started");
    }
    return port;
  }

  /** The server's own directory: its configuration and its data. */
  final Path directory() {
    return directory;
  }

  /** The output of the current run. */
  final ServerLog log() {
    return log;
  }

  private boolean endsWithin(Duration deadline) {
    try {
      return process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Java cannot send SIGSTOP, but every shell has a built-in {@code kill}. */
  private void signal(String signal) {
    if (!isAlive()) {
      throw new IllegalStateException(name + " is not running, SIG" + signal + " reaches nobody");
    }
    String command = "kill -" + signal + " " + pid();
    try {
      int exit =
          new ProcessBuilder("sh", "-c", command).redirectError(Redirect.INHERIT).start().waitFor();
      if (exit != 0) {
        throw new ServerException(
            "`" + command + "` for " + name + " failed with exit code " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run `" + command + "` for " + name, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void sleep() {
    try {
      Thread.sleep(MILLIS_BETWEEN_CHECKS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private ServerException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ServerException("Interrupted while waiting for " + name, e);
  }

  private static long millisSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }
}
