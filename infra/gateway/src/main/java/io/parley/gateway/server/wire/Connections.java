package io.parley.gateway.server.wire;

import io.parley.gateway.server.Limits;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All connections of a gateway. It counts them, looks for silent ones, and ends all of them at the
 * end. Safe for use by several threads.
 */
public final class Connections {

  /** What all connections of a gateway share. */
  public record Shared(
      String gatewayId, Gate gate, Login login, Limits limits, Time time, WireMetrics metrics) {}

  private final Shared shared;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ending;

  public Connections(Shared shared) {
    this.shared = shared;
    shared.metrics().connections(open::size);
  }

  /** Whether one more connection may come. */
  public boolean hasRoom() {
    return !ending && open.size() < shared.limits().mostConnections();
  }

  /** Begins a connection. */
  public Connection open(Wire wire) {
    Connection connection = new Connection(shared, wire);
    open.add(connection);
    if (ending) {
      connection.end(Bye.SHUTDOWN, Optional.empty());
    }
    return connection;
  }

  /** The connection has ended on the network. */
  public void closed(Connection connection) {
    if (open.remove(connection)) {
      connection.onClosed();
    }
  }

  /** Ends the connections that are silent for too long. To be called about every second. */
  public void sweep() {
    open.forEach(Connection::tick);
  }

  /** Ends all connections, and from now on takes none. */
  public void end(Bye reason) {
    ending = true;
    open.forEach(connection -> connection.end(reason, Optional.empty()));
  }

  /** Number of connections now. */
  public int size() {
    return open.size();
  }
}
