package io.parley.infra.local;

import io.parley.infra.local.flink.FlinkRestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The process that schedules a Flink cluster's jobs and serves its dashboard. */
public final class JobManager extends LocalServer {

  /** By default the numbers of checkpoints are up to three seconds old. */
  private static final String FRESH = "100 ms";

  private final FlinkCluster.Settings settings;
  private final Path stack;
  private int restPort;
  private int rpcPort;
  private int metricsPort;

  JobManager(Path stack, FlinkCluster.Settings settings) {
    super("jobmanager", stack);
    this.stack = stack.toAbsolutePath();
    this.settings = settings;
  }

  @Override
  void choosePorts() {
    restPort = Ports.choose(settings.restPort());
    rpcPort = Ports.free();
    metricsPort = Ports.free();
  }

  @Override
  JavaCommand prepare() throws IOException {
    FlinkConfiguration configuration =
        FlinkConfiguration.of(stack, this, metricsPort)
            .with("rest.address", "127.0.0.1")
            .with("rest.bind-address", "127.0.0.1")
            .with("rest.port", Integer.toString(restPort))
            .with("rest.bind-port", Integer.toString(restPort))
            .with("rest.cache.checkpoint-statistics.timeout", FRESH)
            .with("web.upload.dir", directory().resolve("jars").toString())
            .withAll(FlinkMemory.JOB_MANAGER)
            .withAll(settings.configuration());
    return configuration.command(
        this,
        FlinkMemory.JOB_MANAGER_JVM,
        settings,
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        List.of("--executionMode", "cluster"));
  }

  @Override
  boolean isReady() throws IOException {
    return new FlinkRestClient(URI.create(address())).overview().has("slots-total");
  }

  /** The URL of the dashboard and the REST interface. */
  @Override
  public String address() {
    return "http://127.0.0.1:" + known(restPort);
  }

  /** Where TaskManagers register. */
  int rpcPort() {
    return known(rpcPort);
  }

  /** Where Prometheus reads this process's metrics. */
  public String metricsUrl() {
    return "http://127.0.0.1:" + known(metricsPort) + "/metrics";
  }
}
