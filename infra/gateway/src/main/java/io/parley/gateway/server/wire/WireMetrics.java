package io.parley.gateway.server.wire;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.IntSupplier;

/** The metrics of the connections: frames of clients, faults by code, and ends by reason. */
public final class WireMetrics {

  private static final String PREFIX = "parley.gateway.web.";

  private final MeterRegistry registry;
  private final Counter frames;

  public WireMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.frames = registry.counter(PREFIX + "frames");
  }

  void frame() {
    frames.increment();
  }

  void fault(ErrorCode code) {
    registry.counter(PREFIX + "faults", "code", code.name().toLowerCase(Locale.ROOT)).increment();
  }

  void end(Bye reason) {
    registry.counter(PREFIX + "byes", "reason", reason.name().toLowerCase(Locale.ROOT)).increment();
  }

  void connections(IntSupplier number) {
    // Such a gauge keeps what it measures; registry.gauge(..) would let it be collected.
    Gauge.builder(PREFIX + "connections", number::getAsInt).register(registry);
  }
}
