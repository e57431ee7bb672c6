package io.parley.pipeline.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.cli.Parley;
import io.parley.cli.Stack;
import io.parley.infra.local.PrometheusServer;
import io.parley.observability.MetricsEndpoint;
import io.parley.observability.PrometheusClient;
import io.parley.observability.dashboard.PanelQuery;
import io.parley.observability.dashboard.QueryCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The metrics of a run. If the stack has a Prometheus, the metrics of simulated gateways are shown
 * to it, and the queries of all dashboards can be run. Otherwise the metrics are kept in memory.
 * For one thread.
 */
public final class Observation implements AutoCloseable {

  /** Where the dashboards lie, below the project's directory. */
  public static final Path DASHBOARDS = Path.of("infra", "observability", "dashboards");

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Optional<PrometheusServer> prometheus;
  private final Optional<MetricsEndpoint> endpoint;
  private final MeterRegistry metrics;

  private Observation(Optional<PrometheusServer> prometheus, Optional<MetricsEndpoint> endpoint) {
    this.prometheus = prometheus;
    this.endpoint = endpoint;
    this.metrics = endpoint.map(MetricsEndpoint::registry).orElseGet(SimpleMeterRegistry::new);
  }

  /** Begins the observation of a stack that runs. */
  public static Observation of(Stack stack) throws IOException {
    if (stack.prometheus().isEmpty()) {
      return new Observation(Optional.empty(), Optional.empty());
    }
    MetricsEndpoint endpoint = MetricsEndpoint.start();
    stack.prometheus().get().read("gateways", "gateway", endpoint.url());
    return new Observation(stack.prometheus(), Optional.of(endpoint));
  }

  /** Where simulated gateways keep their metrics. */
  public MeterRegistry metrics() {
    return metrics;
  }

  /**
   * Runs the queries of all dashboards until every one has been answered in the same round, or
   * until the deadline. Empty if the stack has no Prometheus.
   *
   * @return the last round
   */
  public Optional<QueryCheck> dashboards(Duration deadline) {
    return prometheus.map(server -> dashboards(new PrometheusClient(server.url()), deadline));
  }

  private static QueryCheck dashboards(PrometheusClient client, Duration deadline) {
    AtomicReference<QueryCheck> last = new AtomicReference<>();
    try {
      Awaitility.await()
          .atMost(deadline)
          .pollDelay(Duration.ZERO)
          .pollInterval(BETWEEN_LOOKS)
          .until(
              () -> {
                last.set(QueryCheck.of(PanelQuery.of(Parley.home().resolve(DASHBOARDS)), client));
                return last.get().unanswered().isEmpty();
              });
    } catch (ConditionTimeoutException e) {
      if (last.get() == null) {
        throw e;
      }
    }
    return last.get();
  }

  @Override
  public void close() {
    endpoint.ifPresent(MetricsEndpoint::close);
  }
}
