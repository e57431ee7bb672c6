package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.pipeline.PipelineJob;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests that restarts of all jobs are counted. Seen red: with the restarts of ingest only. */
class RestartCountTest {

  @Test
  void restartsOfAllJobsCount() {
    RestartCount before = of(4, 1);

    assertThat(before.until(of(4, 1))).isZero();
    assertThat(before.until(of(4, 2))).isOne();
    assertThat(before.until(of(6, 2))).isEqualTo(3);
  }

  /** Seen red: as an error of the case, although no record may restart a job. */
  @Test
  void aRestartThatMustNotBeIsABrokenPromise() {
    of(4, 1).demandSame(of(4, 1), "Garbage");

    assertThatThrownBy(() -> of(4, 1).demandSame(of(4, 2), "Garbage"))
        .isInstanceOf(PromiseBroken.class)
        .hasMessageContaining("Garbage restarted a job");
  }

  private static RestartCount of(long ingest, long routing) {
    return new RestartCount(
        Map.of(PipelineJob.INGEST, ingest, PipelineJob.DELIVERY_ROUTING, routing));
  }
}
