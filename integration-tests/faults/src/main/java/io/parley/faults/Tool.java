package io.parley.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short programs of this machine to their end, such as {@code mount}. */
public final class Tool {

  /** A machine under load starts a process late. */
  private static final long LIMIT_SECONDS = 30;

  private Tool() {}

  /**
   * Runs a program and returns its output without white space around it. The output must fit into a
   * pipe, which takes 64 KiB on Linux.
   *
   * @throws IOException if the program fails or cannot be started, or has not ended after 30 s; the
   *     message has the command
   */
  public static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(List.of(command) + " was killed after " + LIMIT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted during " + List.of(command), e);
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.exitValue() != 0) {
      throw new IOException(List.of(command) + " failed: " + said);
    }
    return said;
  }
}
