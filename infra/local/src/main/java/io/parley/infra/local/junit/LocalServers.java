package io.parley.infra.local.junit;

import io.parley.infra.local.CqlServer;
import io.parley.infra.local.FlinkCluster;
import io.parley.infra.local.KafkaBroker;
import io.parley.infra.local.SchemaRegistryServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The servers of one test run.
 *
 * <p>All test classes of the run share the servers. So a test class uses keyspaces, topics and
 * subjects of its own, and starts a server again that it has killed or paused.
 */
public final class LocalServers implements AutoCloseable {

  private final Path directory;
  private final CqlServer cql;
  private final KafkaBroker kafka;
  private final SchemaRegistryServer registry;
  private final FlinkCluster flink;
  private final Set<Server> started = EnumSet.noneOf(Server.class);

  LocalServers(Path directory) {
    this.directory = directory;
    this.cql = new CqlServer(directory);
    this.kafka = new KafkaBroker(directory);
    this.registry = new SchemaRegistryServer(directory);
    this.flink = new FlinkCluster(directory);
  }

  /**
   * Starts the servers that do not run yet, all at the same time, and returns when all are ready.
   */
  synchronized void start(Collection<Server> wanted) {
    List<CompletableFuture<Void>> starts = new ArrayList<>();
    for (Server server : wanted) {
      if (started.add(server)) {
        starts.add(CompletableFuture.runAsync(starter(server), work -> new Thread(work).start()));
      }
    }
    CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
  }

  private Runnable starter(Server server) {
    return switch (server) {
      case CQL -> cql::start;
      case KAFKA -> kafka::start;
      case REGISTRY -> registry::start;
      case FLINK -> flink::start;
    };
  }

  /** The CQL server; the test class names {@link Server#CQL}. */
  public CqlServer cql() {
    return requested(Server.CQL, cql);
  }

  /** The Kafka broker; the test class names {@link Server#KAFKA}. */
  public KafkaBroker kafka() {
    return requested(Server.KAFKA, kafka);
  }

  /** The schema registry; the test class names {@link Server#REGISTRY}. */
  public SchemaRegistryServer registry() {
    return requested(Server.REGISTRY, registry);
  }

  /** The Flink cluster; the test class names {@link Server#FLINK}. */
  public FlinkCluster flink() {
    return requested(Server.FLINK, flink);
  }

  private <T> T requested(Server name, T server) {
    if (!started.contains(name)) {
      throw new IllegalStateException(
          "No " + name + " was started; name it in the test class's @UsesLocalServers");
    }
    return server;
  }

  /** This run's directory, for a test that starts servers of its own in a subdirectory. */
  public Path directory() {
    return directory;
  }

  /**
   * Kills all servers; JUnit calls it after the last test class. Nobody needs their data any more,
   * and an orderly stop of all takes ten seconds.
   */
  @Override
  public void close() {
    flink.kill();
    registry.kill();
    kafka.kill();
    cql.kill();
  }
}
