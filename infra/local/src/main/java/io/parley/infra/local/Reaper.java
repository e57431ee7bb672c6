package io.parley.infra.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;

/**
 * A process that kills all servers of a launcher when the launcher has ended, however it ended.
 *
 * <p>The reaper is a small process of its own. It holds one end of a pipe to the launcher and reads
 * from it. Nothing is ever written: the read ends when the operating system closes the launcher's
 * end, which it does on an orderly exit, a {@code kill -9} and a crash alike. The reaper then sends
 * SIGKILL to every process that bears the launcher's {@linkplain Launcher#brand() brand} in its
 * arguments. That works on servers that are paused or have run out of memory, which could not watch
 * their launcher themselves. The brand is read at the moment of killing, so a process that reuses
 * the number of a server is never killed.
 *
 * <p>There is one reaper per launcher, started with its first server. It uses only the JDK.
 */
final class Reaper {

  /**
   * A launcher may be killed while it starts a server, so the reaper looks again for about a
   * second.
   */
  private static final int ROUNDS = 10;

  private static final long MILLIS_BETWEEN_ROUNDS = 100;

  private static Process running;

  private Reaper() {}

  /** Starts this JVM's reaper unless it is running. */
  static synchronized void watch() {
    if (running != null && running.isAlive()) {
      return;
    }
    try {
      running =
          new ProcessBuilder(
                  JavaCommand.java(),
                  "-Xmx16m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  Launcher.current().brand(),
                  "-cp",
                  ownClasses(),
                  Reaper.class.getName(),
                  Long.toString(Launcher.current().pid()),
                  Long.toString(Launcher.current().startedMillis()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot start the reaper; without it a crash of this process would leave servers behind",
          e);
    }
  }

  /** Runs in the reaper process. The arguments are the components of the {@link Launcher}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Launcher launcher = new Launcher(Long.parseLong(args[0]), Long.parseLong(args[1]));
    Thread reaping = Thread.currentThread();
    // Ctrl-C reaches every process of the terminal: finish the work before ending.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> joinUninterruptibly(reaping)));
    // A build may replace our class files meanwhile: load what is needed now.
    launcher.servers().forEach(process -> {});
    while (System.in.read() >= 0) {
      // Nothing is ever written; only the end of the stream matters.
    }
    for (int round = 0; round < ROUNDS; round++) {
      launcher.servers().forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(MILLIS_BETWEEN_ROUNDS);
    }
  }

  private static void joinUninterruptibly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String ownClasses() {
    try {
      return new File(Reaper.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The class path has an entry that is not a file", e);
    }
  }
}
