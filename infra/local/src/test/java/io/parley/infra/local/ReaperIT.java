package io.parley.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that no server outlives its launcher.
 *
 * <p>Seen red: without the call of {@link Reaper#watch()} in {@link LocalServer} both servers
 * outlive their launcher.
 */
class ReaperIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Test
  void noServerOutlivesAKilledLauncherNotEvenAPausedOne(
      @TempDir(cleanup = CleanupMode.NEVER) Path stack) throws IOException {
    Process launcher =
        new ProcessBuilder(
                JavaCommand.java(),
                "-Dparley.home=" + System.getProperty("parley.home"),
                "-cp",
                System.getProperty("java.class.path"),
                TwoServers.class.getName(),
                stack.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = launcher.inputReader()) {
      assertThat(output.readLine()).isEqualTo("ready");
    }
    List<ProcessHandle> servers = Launcher.of(launcher.toHandle()).servers().toList();
    assertThat(servers).hasSize(2);

    launcher.destroyForcibly();

    await()
        .atMost(DEADLINE)
        .untilAsserted(() -> assertThat(servers).noneMatch(ProcessHandle::isAlive));
  }

  /** Starts two servers, pauses one of them and waits to be killed. */
  static final class TwoServers {

    private TwoServers() {}

    public static void main(String[] args) throws InterruptedException {
      SchemaRegistryServer running = new SchemaRegistryServer("running", Path.of(args[0]), 0);
      SchemaRegistryServer paused = new SchemaRegistryServer("paused", Path.of(args[0]), 0);
      running.start();
      paused.start();
      paused.pause();
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }
}
