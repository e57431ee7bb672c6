package io.parley.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests that processor time of a process that has ended is not taken for none.
 *
 * <p>Seen red: the time of an ended process counted as zero.
 */
class UsageMeterTest {

  private static final String SERVER = "a server";

  @Test
  void aProcessThatEndsMeanwhileSpoilsTheMeasure() throws Exception {
    Process server = new ProcessBuilder("sleep", "600").start();
    try {
      UsageMeter meter = UsageMeter.start(Map.of(SERVER, server.pid()));
      assertThat(meter.usage().coresOfServers()).containsOnlyKeys(SERVER);

      server.destroyForcibly().waitFor();

      assertThatThrownBy(meter::usage)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(SERVER)
          .hasMessageContaining(Long.toString(server.pid()));
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void aProcessThatHasEndedCannotBeMeasured() throws Exception {
    Process server = new ProcessBuilder("true").start();
    server.waitFor();

    assertThatThrownBy(() -> UsageMeter.start(Map.of(SERVER, server.pid())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(SERVER);
  }
}
