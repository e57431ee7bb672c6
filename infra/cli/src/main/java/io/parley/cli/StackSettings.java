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
 */
public record StackSettings(
    KafkaBroker.Settings kafka,
    int registryPort,
    CqlServer.Settings cql,
    FlinkCluster.Settings flink,
    boolean behindProxies,
    Optional<PrometheusServer.Settings> prometheus) {

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
        Optional.empty());
  }

  /** The same with another broker. */
  public StackSettings withKafka(UnaryOperator<KafkaBroker.Settings> change) {
    return new StackSettings(
        change.apply(kafka), registryPort, cql, flink, behindProxies, prometheus);
  }

  /** The same with another CQL server. */
  public StackSettings withCql(UnaryOperator<CqlServer.Settings> change) {
    return new StackSettings(
        kafka, registryPort, change.apply(cql), flink, behindProxies, prometheus);
  }

  /** The same with another Flink cluster. */
  public StackSettings withFlink(UnaryOperator<FlinkCluster.Settings> change) {
    return new StackSettings(
        kafka, registryPort, cql, change.apply(flink), behindProxies, prometheus);
  }

  /** The same with {@link Proxies}. */
  public StackSettings withProxies() {
    return new StackSettings(kafka, registryPort, cql, flink, true, prometheus);
  }

  /** The same with a Prometheus. */
  public StackSettings withPrometheus(PrometheusServer.Settings settings) {
    return new StackSettings(kafka, registryPort, cql, flink, behindProxies, Optional.of(settings));
  }
}
