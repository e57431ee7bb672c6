package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.benchmarks.meters.ThreadUse;
import io.parley.benchmarks.meters.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seen red: the share taken of all that is used as fast as it goes, the idle part included. */
class QuietCostsTest {

  private final QuietCosts costs =
      new QuietCosts(
          usage(0.05, 0.02, 0.03, 0.01),
          usage(0.25, 0.22, 0.43, 0.11),
          usage(0.15, 0.04, 0.27, 0.02),
          0.1);

  /** The thread of each process has the same name, so only the process tells them apart. */
  private static Usage usage(double kafka, double cql, double first, double second) {
    Map<String, Double> cores =
        Map.of(
            "kafka", kafka,
            "cql", cql,
            "taskmanager-1", first,
            "taskmanager-2", second,
            "load generator", 0.5,
            "everything else", 0.1);
    return new Usage(
        cores,
        Map.of(
            "kafka", Map.of("network", new ThreadUse(kafka, 1)),
            "cql", Map.of("network", new ThreadUse(cql, 1)),
            "taskmanager-1", Map.of("Ledger", new ThreadUse(first, 1)),
            "taskmanager-2", Map.of("Ledger", new ThreadUse(second, 1)),
            "load generator", Map.of("network", new ThreadUse(0.5, 1))));
  }

  @Test
  void whatFollowsTheMessagesHasNothingBeyondItsShare() {
    assertThat(costs.processes().rows())
        .containsExactly(
            List.of("cql", "0.02", "0.22", "0.04", "0.04", "0.00"),
            List.of("kafka", "0.05", "0.25", "0.07", "0.15", "0.08"),
            List.of("taskmanagers", "0.04", "0.54", "0.09", "0.29", "0.20"),
            List.of("all servers", "0.11", "1.01", "0.20", "0.48", "0.28"));
  }

  @Test
  void threadsOfBothTaskManagersAreOneAndThoseWithMostBeyondAreFirst() {
    assertThat(costs.threads().rows())
        .extracting(row -> row.get(0), row -> row.get(5))
        .containsExactly(
            tuple("taskmanagers: Ledger", "0.20"),
            tuple("kafka: network", "0.08"),
            tuple("cql: network", "0.00"));
  }
}
