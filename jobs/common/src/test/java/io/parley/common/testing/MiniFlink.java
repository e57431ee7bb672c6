package io.parley.common.testing;

import io.parley.common.env.EngineOptions;
import io.parley.common.options.JobArguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster in this JVM, one for each test that wants to be alone. Jobs run with Parley's own
 * settings. Its TaskManagers can be ended and replaced.
 */
public final class MiniFlink implements AutoCloseable {

  private final MiniCluster cluster;
  private final InMemoryReporter metrics;

  private MiniFlink(MiniCluster cluster, InMemoryReporter metrics) {
    this.cluster = cluster;
    this.metrics = metrics;
  }

  /** Starts a cluster. */
  public static MiniFlink start(int taskManagers, int slotsEach) throws Exception {
    InMemoryReporter metrics = InMemoryReporter.createWithRetainedMetrics();
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    metrics.addToConfiguration(configuration);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(slotsEach)
                .build());
    cluster.start();
    return new MiniFlink(cluster, metrics);
  }

  /**
   * An environment to build a job in, with Parley's settings.
   *
   * @param checkpoints directory for checkpoints
   * @param settings further arguments, such as {@code --execution.checkpointing.interval=200ms}
   */
  public StreamExecutionEnvironment environment(
      Path checkpoints, int parallelism, String... settings) {
    List<String> arguments = new ArrayList<>(List.of(settings));
    arguments.add("--execution.checkpointing.dir=" + checkpoints.toUri());
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    JobArguments.parse(
            List.of(EngineOptions.GROUP), arguments.toArray(String[]::new), EngineOptions::read)
        .options()
        .applyTo(environment);
    return environment;
  }

  /** Runs what was built in an environment, without state. */
  public RunningJob submit(StreamExecutionEnvironment environment) throws Exception {
    return submit(environment, SavepointRestoreSettings.none());
  }

  /** Runs what was built in an environment, from a savepoint or retained checkpoint. */
  public RunningJob submit(StreamExecutionEnvironment environment, String savepoint)
      throws Exception {
    return submit(environment, SavepointRestoreSettings.forPath(savepoint));
  }

  private RunningJob submit(
      StreamExecutionEnvironment environment, SavepointRestoreSettings restore) throws Exception {
    JobGraph graph = environment.getStreamGraph().getJobGraph();
    graph.setSavepointRestoreSettings(restore);
    return new RunningJob(cluster, cluster.submitJob(graph).get().getJobID(), metrics);
  }

  /** Ends a TaskManager, counted from 0; its tasks fail and the job restarts. */
  public void stopTaskManager(int index) throws Exception {
    cluster.terminateTaskManager(index).get();
  }

  /** Adds a TaskManager. */
  public void startTaskManager() throws Exception {
    cluster.startTaskManager();
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
