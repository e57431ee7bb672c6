package io.parley.cli;

import io.parley.infra.local.CqlServer;
import io.parley.infra.local.FlinkCluster;
import io.parley.infra.local.KafkaBroker;
import io.parley.infra.local.PrometheusServer;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The settings of a stack.
 *
 * @param registryPort the schema registry's port, 0 for a free one
 * @param behindProxies whether the jobs have {@link Proxies} between them and Kafka and CQL
 * @param prometheus the Prometheus that reads the servers' metrics, if there is to be one
 * @param secured whether every server asks for a login and gives only the rights of the rights
 *     table
 */
public record StackSettings(
    KafkaBroker.Settings kafka,
    int registryPort,
    CqlServer.Settings cql,
    FlinkCluster.Settings flink,
    boolean behindProxies,
    Optional<PrometheusServer.Settings> prometheus,
    boolean secured) {

  /** The settings of {@code ./parley up}. */
  public static StackSettings of(StackPorts ports, int taskManagers) {
    return new StackSettings(
        KafkaBroker.Settings.defaults().withPort(ports.kafka()),
        ports.registry(),
        CqlServer.Settings.defaults().withPort(ports.cql()),
        FlinkCluster.Settings.defaults()
            .withRestPort(ports.dashboard())
            .withTaskManagers(taskManagers),
        false,
        Optional.empty(),
        false);
  }

  /** The same with another broker. */
  public StackSettings withKafka(UnaryOperator<KafkaBroker.Settings> change) {
    return new StackSettings(
        change.apply(kafka), registryPort, cql, flink, behindProxies, prometheus, secured);
  }

  /** The same with another CQL server. */
  public StackSettings withCql(UnaryOperator<CqlServer.Settings> change) {
    return new StackSettings(
        kafka, registryPort, change.apply(cql), flink, behindProxies, prometheus, secured);
  }

  /** The same with another Flink cluster. */
  public StackSettings withFlink(UnaryOperator<FlinkCluster.Settings> change) {
    return new StackSettings(
        kafka, registryPort, cql, change.apply(flink), behindProxies, prometheus, secured);
  }

  /** The same with {@link Proxies}. */
  public StackSettings withProxies() {
    return new StackSettings(kafka, registryPort, cql, flink, true, prometheus, secured);
  }

  /** The same with a Prometheus. */
  public StackSettings withPrometheus(PrometheusServer.Settings settings) {
    return new StackSettings(
        kafka, registryPort, cql, flink, behindProxies, Optional.of(settings), secured);
  }

  /** The same with logins, TLS and rights. */
  public StackSettings withSecurity() {
    return new StackSettings(kafka, registryPort, cql, flink, behindProxies, prometheus, true);
  }
}
