package io.parley.cli;

import io.parley.command.CheckList;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.FlinkCluster;
import io.parley.infra.local.KafkaBroker;
import io.parley.infra.local.Launcher;
import io.parley.infra.local.LocalServer;
import io.parley.infra.local.PrometheusServer;
import io.parley.infra.local.SchemaRegistryServer;
import io.parley.infra.local.TaskManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** All servers of one launcher, with the topics, schemas and tables in them. */
public final class Stack implements AutoCloseable {

  private static final List<String> STEPS =
      List.of("kafka", "topics", "registry", "schemas", "cql", "tables", "flink");

  private static final String PROMETHEUS = "prometheus";

  private final KafkaBroker kafka;
  private final SchemaRegistryServer registry;
  private final CqlServer cql;
  private final FlinkCluster flink;
  private final Optional<Proxies> proxies;
  private final Optional<PrometheusServer> prometheus;

  /** Makes servers that keep everything below {@code directory}. Starts none of them yet. */
  public Stack(Path directory, StackSettings settings) {
    proxies =
        settings.behindProxies()
            ? Optional.of(new Proxies(() -> kafka().proxiedListener(), () -> cql().contactPoint()))
            : Optional.empty();
    kafka = new KafkaBroker("kafka", directory, broker(settings.kafka()));
    registry = new SchemaRegistryServer("registry", directory, settings.registryPort());
    cql = new CqlServer("cql", directory, settings.cql());
    flink = new FlinkCluster(directory, settings.flink());
    prometheus = settings.prometheus().map(own -> new PrometheusServer(directory, own));
  }

  /** The steps of {@link #start}, in the order in which to show them. */
  public List<String> steps() {
    return Stream.concat(STEPS.stream(), prometheus.map(server -> PROMETHEUS).stream()).toList();
  }

  private KafkaBroker.Settings broker(KafkaBroker.Settings settings) {
    return proxies
        .map(network -> settings.withProxyAt(network.kafka().address().getPort()))
        .orElse(settings);
  }

  /**
   * Starts the servers, those that do not depend on each other at the same time, and returns when
   * all are ready.
   */
  public void start(CheckList list) {
    CompletableFuture.allOf(
            inOrder(
                () -> list.run("kafka", () -> started(kafka)),
                () -> list.run("topics", () -> Provisioning.createTopics(kafka))),
            inOrder(
                () -> list.run("registry", () -> started(registry)),
                () -> list.run("schemas", () -> Provisioning.registerSchemas(registry))),
            inOrder(
                () -> list.run("cql", () -> started(cql)),
                () -> list.run("tables", () -> Provisioning.migrateTables(cql))),
            inOrder(() -> list.run("flink", this::startFlink)))
        .join();
    prometheus.ifPresent(server -> list.run(PROMETHEUS, () -> startedAfterFlink(server)));
  }

  private String startedAfterFlink(PrometheusServer server) {
    server.read("jobmanager", "flink", flink.jobManager().metricsUrl());
    for (TaskManager manager : flink.taskManagers()) {
      server.read(manager.name(), "flink", manager.metricsUrl());
    }
    return started(server);
  }

  private static CompletableFuture<Void> inOrder(Runnable... steps) {
    return CompletableFuture.runAsync(
        () -> Stream.of(steps).forEach(Runnable::run), work -> new Thread(work).start());
  }

  private static String started(LocalServer server) {
    server.start();
    return server.address();
  }

  private String startFlink() {
    flink.start();
    return flink.restUrl();
  }

  /** The state that the other commands need. */
  public StackState state(String started) {
    return new StackState(
        Launcher.current(),
        started,
        true,
        servers().stream()
            .map(
                server ->
                    new StackState.Server(
                        server.name(), server.address(), server.pid(), server.logFile().toString()))
            .toList(),
        kafka.bootstrapServers(),
        registry.url(),
        cql.contactPoint().getHostString(),
        cql.contactPoint().getPort(),
        cql.localDatacenter(),
        flink.restUrl());
  }

  public KafkaBroker kafka() {
    return kafka;
  }

  public SchemaRegistryServer registry() {
    return registry;
  }

  public CqlServer cql() {
    return cql;
  }

  public FlinkCluster flink() {
    return flink;
  }

  /** The proxies between the jobs and their servers, if the stack has any. */
  public Optional<Proxies> proxies() {
    return proxies;
  }

  /** The Prometheus that reads the servers' metrics, if the stack has one. */
  public Optional<PrometheusServer> prometheus() {
    return prometheus;
  }

  private List<LocalServer> servers() {
    List<LocalServer> servers = new ArrayList<>(List.of(kafka, registry, cql));
    servers.add(flink.jobManager());
    servers.addAll(flink.taskManagers());
    prometheus.ifPresent(servers::add);
    return servers;
  }

  /**
   * Stops Flink first, so that its jobs do not see their servers end. Then stops the other servers
   * at the same time.
   */
  @Override
  public void close() {
    prometheus.ifPresent(PrometheusServer::close);
    flink.close();
    proxies.ifPresent(Proxies::close);
    CompletableFuture.allOf(inOrder(kafka::close), inOrder(registry::close), inOrder(cql::close))
        .join();
  }
}
