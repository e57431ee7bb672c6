package io.parley.cli;

import io.parley.command.CheckList;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.FlinkCluster;
import io.parley.infra.local.KafkaBroker;
import io.parley.infra.local.Launcher;
import io.parley.infra.local.LocalServer;
import io.parley.infra.local.PrometheusServer;
import io.parley.infra.local.RegistryGate;
import io.parley.infra.local.SchemaRegistryServer;
import io.parley.infra.local.TaskManager;
import java.io.IOException;
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

  /** The metrics of brokers that dashboards and alerts read. */
  private static final Path KAFKA_METRICS = Path.of("infra", "observability", "kafka-metrics.yaml");

  private final KafkaBroker kafka;
  private final SchemaRegistryServer registry;
  private final CqlServer cql;
  private final FlinkCluster flink;
  private final Optional<Proxies> proxies;
  private final Optional<PrometheusServer> prometheus;
  private final Optional<StackSecrets> secrets;
  private final int gatePort;
  private Optional<RegistryGate> gate = Optional.empty();

  /** Makes servers that keep everything below {@code directory}. Starts none of them yet. */
  public Stack(Path directory, StackSettings settings) {
    proxies =
        settings.behindProxies()
            ? Optional.of(new Proxies(() -> kafka().proxiedListener(), () -> cql().contactPoint()))
            : Optional.empty();
    secrets =
        settings.secured()
            ? Optional.of(new StackSecrets(directory.toAbsolutePath().resolve("secrets")))
            : Optional.empty();
    kafka = new KafkaBroker("kafka", directory, secured(broker(settings)));
    registry =
        new SchemaRegistryServer(
            "registry", directory, settings.secured() ? 0 : settings.registryPort());
    gatePort = settings.registryPort();
    cql = new CqlServer("cql", directory, secured(settings.cql()));
    flink = new FlinkCluster(directory, settings.flink());
    prometheus = settings.prometheus().map(own -> new PrometheusServer(directory, own));
  }

  /** The steps of {@link #start}, in the order in which to show them. */
  public List<String> steps() {
    return Stream.concat(STEPS.stream(), prometheus.map(server -> PROMETHEUS).stream()).toList();
  }

  private KafkaBroker.Settings secured(KafkaBroker.Settings settings) {
    return secrets.map(own -> settings.withIdentity(own.identity())).orElse(settings);
  }

  private CqlServer.Settings secured(CqlServer.Settings settings) {
    return secrets.map(own -> settings.withIdentity(own.identity())).orElse(settings);
  }

  private KafkaBroker.Settings broker(StackSettings settings) {
    KafkaBroker.Settings broker =
        settings.prometheus().isPresent()
            ? settings.kafka().withMetrics(Parley.home().resolve(KAFKA_METRICS))
            : settings.kafka();
    return proxies
        .map(network -> broker.withProxyAt(network.kafka().address().getPort()))
        .orElse(broker);
  }

  /**
   * Starts the servers, those that do not depend on each other at the same time, and returns when
   * all are ready.
   */
  public void start(CheckList list) {
    secrets.ifPresent(StackSecrets::create);
    CompletableFuture.allOf(
            inOrder(
                () -> list.run("kafka", () -> started(kafka)),
                () -> list.run("topics", this::createTopics)),
            inOrder(
                () -> list.run("registry", this::startRegistry),
                () -> list.run("schemas", this::registerSchemas)),
            inOrder(
                () -> list.run("cql", () -> started(cql)),
                () -> list.run("tables", this::migrateTables)),
            inOrder(() -> list.run("flink", this::startFlink)))
        .join();
    prometheus.ifPresent(server -> list.run(PROMETHEUS, () -> startedAfterAll(server)));
  }

  private String startedAfterAll(PrometheusServer server) {
    server.read("kafka", "kafka", kafka.metricsUrl());
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

  private String createTopics() throws IOException {
    return secrets.isPresent()
        ? Provisioning.createTopics(kafka, secrets.get())
        : Provisioning.createTopics(kafka);
  }

  private String startRegistry() {
    registry.start();
    gate =
        secrets.map(
            own ->
                new RegistryGate(
                    gatePort, registry::url, own.passwords(), StackSecrets.registryWriters()));
    return registryUrl();
  }

  /** Where clients find the registry: behind the gate, if there is one. */
  private String registryUrl() {
    return gate.map(RegistryGate::url).orElseGet(registry::url);
  }

  private String registerSchemas() {
    return secrets
        .map(own -> own.registry("deployer", registryUrl()))
        .map(Provisioning::registerSchemas)
        .orElseGet(() -> Provisioning.registerSchemas(registry));
  }

  private String migrateTables() throws IOException {
    return secrets.isPresent()
        ? Provisioning.migrateTables(cql, secrets.get())
        : Provisioning.migrateTables(cql);
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
        registryUrl(),
        cql.contactPoint().getHostString(),
        cql.contactPoint().getPort(),
        cql.localDatacenter(),
        flink.restUrl(),
        secrets.map(own -> own.directory().toString()).orElse(""));
  }

  /** The secrets of a secured stack. */
  public Optional<StackSecrets> secrets() {
    return secrets;
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
    gate.ifPresent(RegistryGate::close);
    CompletableFuture.allOf(inOrder(kafka::close), inOrder(registry::close), inOrder(cql::close))
        .join();
  }

  /**
   * Kills all servers (SIGKILL). An orderly stop takes 20 s on a busy machine, and a stack whose
   * data are deleted next does not need one.
   */
  public void kill() {
    servers().forEach(LocalServer::kill);
    close();
  }
}
