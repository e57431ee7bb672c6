package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.benchmarks.meters.UsageMeter;
import io.parley.benchmarks.meters.WriteMeter;
import io.parley.benchmarks.meters.Writes;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Seen red: a run that goes on after a job went back to a checkpoint. */
class RestMeasureTest {

  private final Results results =
      new Results(new PrintStream(OutputStream.nullOutputStream()), Map.of());
  private final RestMeasure rest = new RestMeasure(new Bench(null, results, 0.001, false), null);

  /** Jobs that go back to a checkpoint so often between two looks. */
  private static final class Jobs implements Subject {
    private final long more;
    private long restarts = 3;

    private Jobs(long more) {
      this.more = more;
    }

    @Override
    public String prefix() {
      return "";
    }

    @Override
    public UsageMeter startUsage() {
      return UsageMeter.start(Map.of());
    }

    @Override
    public long restarts() {
      restarts += more;
      return restarts;
    }

    @Override
    public Writes writes(WriteMeter meter) {
      return new Writes(0, 0, Map.of(), Map.of());
    }
  }

  @Test
  void aJobThatGoesBackToACheckpointWhileNothingIsSaidFailsTheRun() {
    assertThatThrownBy(() -> rest.idle(3_000, new Jobs(1), Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("went back to a checkpoint while nothing was said");
    assertThat(results.findings()).isEmpty();
  }

  @Test
  void restartsBeforeTheMeasureDoNotCount() throws Exception {
    rest.idle(3_000, new Jobs(0), Optional.empty());

    assertThat(results.findings())
        .extracting(Finding::measure)
        .containsExactly("3,000 connected, nothing said, cores of all servers");
  }
}
