package io.parley.infra.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A ring of several CQL servers, each of which can be killed on its own.
 *
 * <p>They listen on 127.0.0.1, 127.0.0.2 and so on, which exist on Linux without any set-up; other
 * systems need an alias for each. A ring of three needs 1.3 GiB and 20 s to start on a quiet
 * machine.
 */
public final class CqlCluster implements AutoCloseable {

  private static final long SECONDS_TO_MEET = 120;
  private static final long MILLIS_BETWEEN_LOOKS = 100;

  private final List<CqlServer> nodes;

  /** The nodes' logs are {@code cql-1.log}, {@code cql-2.log} and so on. */
  public CqlCluster(Path stack, int size, CqlServer.Settings settings) {
    List<CqlServer> servers = new ArrayList<>();
    for (CassandraNode node : CassandraNode.ring(size)) {
      servers.add(new CqlServer("cql-" + (servers.size() + 1), stack, settings, node));
    }
    this.nodes = List.copyOf(servers);
  }

  /** Starts the nodes one after the other and returns when each sees all the others. */
  public void start() {
    nodes.forEach(CqlServer::start);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_MEET);
    for (CqlServer node : nodes) {
      while (!node.seesItsPeers()) {
        if (System.nanoTime() > end) {
          throw new ServerException(
              node.name() + " has not seen all its peers come up; see " + node.logFile());
        }
        sleep(node);
      }
    }
  }

  private static void sleep(CqlServer node) {
    try {
      TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Interrupted while " + node.name() + " looked for its peers", e);
    }
  }

  /** The nodes. Each can be killed and started on its own. */
  public List<CqlServer> nodes() {
    return nodes;
  }

  /** Kills all nodes. */
  @Override
  public void close() {
    nodes.forEach(CqlServer::kill);
  }
}
