package io.parley.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.observability.PrometheusClient;
import io.parley.observability.PrometheusClient.Alert;
import io.parley.observability.PrometheusClient.Sample;
import io.parley.simulator.Fleet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Waits for what the Prometheus of a stack says, as long as its people talk. */
final class Watched {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final PrometheusClient prometheus;
  private final Fleet people;

  Watched(ObservedStack stack) {
    prometheus = stack.prometheus();
    people = stack.fleet();
  }

  /** Waits until all these alerts fire at the same time. */
  void awaitFiring(String... alerts) {
    awaitFiring(PATIENCE, alerts);
  }

  /** The same with more patience. */
  void awaitFiring(Duration patience, String... alerts) {
    await(String.join(", ", alerts) + " fire")
        .atMost(patience)
        .until(() -> firing().containsAll(List.of(alerts)));
  }

  /** A fault that the test inflicts. */
  interface Fault {
    void inflict() throws Exception;
  }

  /**
   * Inflicts a fault and waits until all these alerts fire at the same time. Before the fault none
   * of them may fire.
   */
  void awaitFiringBy(Fault fault, String... alerts) throws Exception {
    assertThat(firing()).as("alerts that fire before the fault").doesNotContain(alerts);
    fault.inflict();
    awaitFiring(alerts);
  }

  /** Waits until none of these alerts fires. */
  void awaitSilence(String... alerts) {
    await(String.join(", ", alerts) + " are silent")
        .atMost(PATIENCE)
        .until(() -> firing().stream().noneMatch(List.of(alerts)::contains));
  }

  /** Waits until a query gives a number above a limit. */
  void awaitAbove(double limit, String query) {
    await(query + " is above " + limit)
        .atMost(PATIENCE)
        .until(() -> samples(query).stream().anyMatch(sample -> sample.value() > limit));
  }

  List<Sample> samples(String query) throws IOException {
    people.requireAlive();
    return prometheus.query(query);
  }

  List<String> firing() throws IOException {
    people.requireAlive();
    return prometheus.alerts().stream()
        .filter(alert -> alert.state().equals("firing"))
        .map(Alert::name)
        .distinct()
        .collect(Collectors.toList());
  }
}
