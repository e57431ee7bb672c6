package io.parley.infra.local;

import io.parley.infra.local.flink.FlinkRestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that runs the tasks of a Flink cluster's jobs.
 *
 * <p>The files of RocksDB lie in memory where the system can ({@link MemoryDirectories}), because a
 * task waits at each checkpoint until the disk has them. They are no durable copy of anything: a
 * task that starts again reads its state from the checkpoint.
 */
public final class TaskManager extends LocalServer {

  private final FlinkCluster.Settings settings;
  private final Path stack;
  private final JobManager jobManager;
  private final Map<String, String> environment;
  private Optional<Path> localState = Optional.empty();
  private int rpcPort;
  private int metricsPort;

  /**
   * A TaskManager that is not started yet.
   *
   * @param environment variables added to those of this process
   */
  TaskManager(
      String name,
      Path stack,
      FlinkCluster.Settings settings,
      JobManager jobManager,
      Map<String, String> environment) {
    super(name, stack);
    this.stack = stack.toAbsolutePath();
    this.settings = settings;
    this.jobManager = jobManager;
    this.environment = Map.copyOf(environment);
  }

  @Override
  void choosePorts() {
    rpcPort = Ports.free();
    metricsPort = Ports.free();
  }

  @Override
  JavaCommand prepare() throws IOException {
    deleteLocalState();
    localState = MemoryDirectories.shared().create();
    FlinkConfiguration configuration =
        FlinkConfiguration.of(stack, jobManager, metricsPort)
            .withAll(localState.map(TaskManager::rocksDbIn).orElse(Map.of()))
            .with("taskmanager.cpu.cores", "1.0")
            .with("taskmanager.host", "127.0.0.1")
            .with("taskmanager.bind-host", "127.0.0.1")
            .with("taskmanager.rpc.port", Integer.toString(rpcPort))
            .with("taskmanager.numberOfTaskSlots", Integer.toString(settings.slots()))
            .withAll(FlinkMemory.TASK_MANAGER)
            .withAll(settings.configuration());
    return configuration
        .command(
            this,
            FlinkMemory.TASK_MANAGER_JVM,
            settings,
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            List.of("-Dtaskmanager.resource-id=" + name()))
        .withEnvironment(environment);
  }

  private static Map<String, String> rocksDbIn(Path directory) {
    return Map.of("state.backend.rocksdb.localdir", directory.toString());
  }

  /** Deletes what the process has left in memory. It must have ended. */
  void deleteLocalState() {
    localState.ifPresent(FileTree::deleteIfPossible);
  }

  /**
   * Whether the new process has registered is read in its own log, because the JobManager still
   * lists a killed process for a while. The process reports its slots a moment later, and only the
   * JobManager knows of them.
   */
  @Override
  boolean isReady() throws IOException {
    return log().contains("Successful registration at resource manager")
        && new FlinkRestClient(URI.create(jobManager.address())).slots(name()) > 0;
  }

  @Override
  public String address() {
    return "127.0.0.1:" + known(rpcPort);
  }

  /** Where Prometheus reads this process's metrics. */
  public String metricsUrl() {
    return "http://127.0.0.1:" + known(metricsPort) + "/metrics";
  }
}
