package io.parley.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The gauges of gateways that share a registry.
 *
 * <p>Seen red: after a gateway was replaced within its process, the number of its sessions stayed
 * that of the gateway before, because a registry keeps the first object of a gauge.
 */
class GatewayMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicInteger before = new AtomicInteger(1);
  private final AtomicInteger after = new AtomicInteger(2);
  private final AtomicInteger neighbour = new AtomicInteger(3);

  @Test
  void aGatewayThatReplacesAnotherReplacesItsGaugeAndNoOther() {
    show("gw-1", before);
    show("gw-2", neighbour);
    show("gw-1", after);
    assertThat(sessions("gw-1")).isEqualTo(2);
    assertThat(sessions("gw-2")).isEqualTo(3);
  }

  private void show(String gateway, AtomicInteger number) {
    new GatewayMetrics(registry, gateway).gauge("sessions", number, AtomicInteger::get);
  }

  private double sessions(String gateway) {
    return registry.get("parley.gateway.sessions").tag("gateway", gateway).gauge().value();
  }
}
