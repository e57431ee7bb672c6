package io.parley.common.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.InMemoryReporter;

/** A job on a {@link MiniFlink}. */
public final class RunningJob {

  /** A loaded machine of two cores needs it now and then. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final MiniCluster cluster;
  private final JobID id;
  private final InMemoryReporter metrics;

  RunningJob(MiniCluster cluster, JobID id, InMemoryReporter metrics) {
    this.cluster = cluster;
    this.id = id;
    this.metrics = metrics;
  }

  public JobStatus status() throws Exception {
    return cluster.getJobStatus(id).get();
  }

  /** Waits until every task runs. */
  public RunningJob awaitRunning() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                StreamSupport.stream(graph().getAllExecutionVertices().spliterator(), false)
                    .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING));
    return this;
  }

  /** Waits until {@code more} further checkpoints have completed, so their commits were ordered. */
  public void awaitCheckpoints(int more) throws Exception {
    long goal = completedCheckpoints() + more;
    await().atMost(PATIENCE).until(() -> completedCheckpoints() >= goal);
  }

  public long completedCheckpoints() throws Exception {
    return graph().getCheckpointStatsSnapshot().getCounts().getNumberOfCompletedCheckpoints();
  }

  /** How often the job has restarted. */
  public long restarts() {
    return gauges("numRestarts").mapToLong(Number::longValue).max().orElse(0);
  }

  /** What made the job fail last; empty if it never did. */
  public String lastFailure() throws Exception {
    ErrorInfo failure = graph().getFailureInfo();
    return failure == null ? "" : failure.getExceptionAsString();
  }

  /** The sum of a counter over all subtasks and all attempts. */
  public long counter(String name) {
    return all(name)
        .filter(Counter.class::isInstance)
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }

  /** The numbers that the gauges of a name show, of all subtasks. */
  public Stream<Number> gauges(String name) {
    return all(name)
        .filter(Gauge.class::isInstance)
        .map(metric -> (Number) ((Gauge<?>) metric).getValue());
  }

  /**
   * Fails if a transaction could not be committed: Flink counts that and runs on, and its records
   * are gone. Only for runs without a crash: with pooled transactional ids a commit repeated during
   * recovery can fail though its records were committed before. After a crash compare contents.
   */
  public void assertNoTransactionWasLost() {
    assertThat(counter("failedCommittables")).as("failedCommittables").isZero();
  }

  /** Stops after a last savepoint, and gives its path. */
  public String stopWithSavepoint(Path directory) throws Exception {
    return cluster
        .stopWithSavepoint(id, directory.toUri().toString(), false, SavepointFormatType.CANONICAL)
        .get();
  }

  /** Cancels and waits until the job has ended. */
  public void cancel() throws Exception {
    cluster.cancelJob(id).get();
    cluster.requestJobResult(id).get();
  }

  private AccessExecutionGraph graph() throws Exception {
    return cluster.getExecutionGraph(id).get();
  }

  private Stream<Metric> all(String name) {
    return metrics.getMetricsByGroup().entrySet().stream()
        .filter(group -> id.toString().equals(group.getKey().getAllVariables().get("<job_id>")))
        .flatMap(group -> Stream.ofNullable(group.getValue().get(name)));
  }
}
