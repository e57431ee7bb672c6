package io.parley.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the Prometheus beside a stack. Without the program the tests are skipped, and say so. Seen
 * red: without the launcher's brand in the title of its page.
 */
class PrometheusServerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path stack;

  @BeforeEach
  void needsTheProgram() {
    if (PrometheusServer.program().isEmpty()) {
      String skipped = "SKIPPED: the local Prometheus is NOT tested; install prometheus";
      System.out.println(skipped);
      Assumptions.abort(skipped);
    }
  }

  @Test
  void readsATargetThatIsAddedWhileItRunsAndEndsWithItsLauncher() {
    PrometheusServer.Settings settings =
        new PrometheusServer.Settings(
            0, Duration.ofMillis(500), Duration.ofHours(1), stack.resolve("rules/*.yml"));
    try (PrometheusServer prometheus = new PrometheusServer(stack, settings)) {
      prometheus.start();
      prometheus.read("itself", "self", prometheus.url() + "/metrics");

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(up(prometheus)).contains("\"instance\":\"itself\""));
      assertThat(Launcher.current().servers().map(ProcessHandle::pid))
          .as("processes that the reaper kills with this launcher")
          .contains(prometheus.pid());
    }
  }

  private static String up(PrometheusServer prometheus) throws IOException {
    URI query = URI.create(prometheus.url() + "/api/v1/query?query=up%3D%3D1");
    return Http.send(Http.request(query).build()).body();
  }
}
