package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seen red: Flink's idle processes counted to the loops. */
class BareSubjectTest {

  @Test
  void flinksProcessesAreMeteredAsIdleOnesBesideTheLoops() {
    assertThat(
            BareSubject.withLoops(
                Map.of("kafka", 1L, "jobmanager", 2L, "taskmanager-1", 3L, "cql", 4L), 5))
        .containsOnly(
            Map.entry("kafka", 1L),
            Map.entry("cql", 4L),
            Map.entry("idle jobmanager", 2L),
            Map.entry("idle taskmanager-1", 3L),
            Map.entry("bare loops", 5L));
  }
}
