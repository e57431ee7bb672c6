package io.parley.benchmarks.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.benchmarks.meters.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seen red: the sum without the job, which runs in the process of the load generator. */
class IdleTest {

  @Test
  void theSumHasTheCoresOfTheJobToo() {
    Usage servers = new Usage(Map.of("kafka", 0.1, "cql", 0.02, "load generator", 0.9), Map.of());

    assertThat(Idle.cores(5, servers))
        .isEqualTo("0.170 cores for the job and the servers {job=0.050, cql=0.020, kafka=0.100}");
  }
}
