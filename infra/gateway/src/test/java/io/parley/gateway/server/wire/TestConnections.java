package io.parley.gateway.server.wire;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.gateway.server.Limits;
import java.time.Duration;
import java.util.Optional;

/** Connections with fakes around them and a clock that the test moves. */
final class TestConnections {

  static final String TOKEN = "token-of-ann";

  final FakeGate gate = new FakeGate();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final Connections connections;
  private final Clock clock = new Clock();

  private static final class Clock implements Time {
    long nanos = 1_000_000_000_000L;

    @Override
    public long millis() {
      return 1_800_000_000_000L;
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }

  TestConnections(Limits limits) {
    Login login =
        token ->
            token.equals(TOKEN)
                ? Optional.of(new Login.Identity("ann", "ann.web-1"))
                : Optional.empty();
    connections =
        new Connections(
            new Connections.Shared("gw-1", gate, login, limits, clock, new WireMetrics(metrics)));
  }

  void pass(Duration time) {
    clock.nanos += time.toNanos();
    connections.sweep();
  }

  /** A connection whose hello was accepted. */
  Connection welcomed(FakeWire wire) {
    Connection connection = connections.open(wire);
    connection.onText("{\"type\":\"hello\",\"token\":\"" + TOKEN + "\"}");
    return connection;
  }
}
