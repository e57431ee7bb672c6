package io.parley.pipeline;

import io.parley.checker.live.Part;
import io.parley.checker.live.Quiescence;
import io.parley.cli.StackState;
import io.parley.infra.local.flink.Checkpoints;
import io.parley.infra.local.flink.FlinkRestClient;
import io.parley.infra.local.flink.JobSubmission;
import io.parley.simulator.MissedDeadline;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The three jobs on one Flink cluster. Safe for use by several threads.
 *
 * <p>Methods that ask the cluster throw {@link IOException} when it does not answer, for instance
 * while the JobManager is down.
 */
public final class Pipeline {

  /** The connector's gauge. */
  private static final String PENDING_RECORDS = "scylladb.pendingRecords";

  private record Submitted(String id, JobSettings settings, Optional<String> from) {}

  private final StackState stack;
  private final FlinkRestClient flink;
  private final Map<PipelineJob, String> jarIds = new EnumMap<>(PipelineJob.class);
  private final Map<PipelineJob, Submitted> submitted = new EnumMap<>(PipelineJob.class);

  /** A pipeline on servers that are ready. It submits no job yet. */
  public Pipeline(StackState stack) {
    this.stack = stack;
    this.flink = new FlinkRestClient(URI.create(stack.dashboardUrl()));
  }

  /** Submits all jobs. */
  public void submitAll(JobSettings settings) throws IOException {
    for (PipelineJob job : PipelineJob.values()) {
      submit(job, settings);
    }
  }

  /** Submits one job. It replaces the job that was submitted under that name before. */
  public void submit(PipelineJob job, JobSettings settings) throws IOException {
    submit(job, settings, Optional.empty());
  }

  /** Submits a job from a savepoint or a retained checkpoint, as it was submitted before. */
  public void resume(PipelineJob job, String path) throws IOException {
    resume(job, submitted(job).settings(), path);
  }

  /** Submits a job from a savepoint or a retained checkpoint. */
  public void resume(PipelineJob job, JobSettings settings, String path) throws IOException {
    submit(job, settings, Optional.of(path));
  }

  private synchronized void submit(PipelineJob job, JobSettings settings, Optional<String> from)
      throws IOException {
    submitted.put(job, new Submitted(run(job, settings, from), settings, from));
  }

  /**
   * Runs a job without noting it as submitted, for a start that should be refused.
   *
   * @param from a savepoint or checkpoint; empty for no state
   * @return the id under which the cluster knows the job
   */
  public synchronized String run(PipelineJob job, JobSettings settings, Optional<String> from)
      throws IOException {
    if (!jarIds.containsKey(job)) {
      jarIds.put(job, flink.upload(job.local().jar()));
    }
    JobSubmission submission =
        job.local().submission(stack, settings.options()).parallelism(settings.parallelism());
    return flink.run(jarIds.get(job), from.map(submission::fromSavepoint).orElse(submission));
  }

  /** Forgets the uploaded jars, because a JobManager that was started again has lost them. */
  public synchronized void forgetUploads() {
    jarIds.clear();
  }

  /** The id under which the cluster knows a job that was submitted. */
  public String jobId(PipelineJob job) {
    return submitted(job).id();
  }

  /** How a job was submitted the last time. */
  public JobSettings settings(PipelineJob job) {
    return submitted(job).settings();
  }

  /** The savepoint or checkpoint from which a job was submitted the last time, if any. */
  public Optional<String> resumedFrom(PipelineJob job) {
    return submitted(job).from();
  }

  private synchronized Submitted submitted(PipelineJob job) {
    Submitted last = submitted.get(job);
    if (last == null) {
      throw new IllegalStateException(job + " was not submitted, so the cluster knows none");
    }
    return last;
  }

  /** Waits until every task of every job runs. */
  public void awaitRunning(Duration deadline) throws IOException {
    long end = System.nanoTime() + deadline.toNanos();
    for (PipelineJob job : PipelineJob.values()) {
      flink.awaitRunning(jobId(job), Duration.ofNanos(end - System.nanoTime()));
    }
  }

  /** Whether every task of every job runs now. */
  public boolean isRunning() throws IOException {
    for (PipelineJob job : PipelineJob.values()) {
      if (!flink.job(jobId(job)).isFullyRunning()) {
        return false;
      }
    }
    return true;
  }

  /** The figures of a job's checkpoints. */
  public Checkpoints checkpoints(PipelineJob job) throws IOException {
    return flink.checkpoints(jobId(job));
  }

  /** The number of completed checkpoints of each job. */
  public Map<PipelineJob, Long> completedCheckpoints() throws IOException {
    Map<PipelineJob, Long> completed = new EnumMap<>(PipelineJob.class);
    for (PipelineJob job : PipelineJob.values()) {
      completed.put(job, checkpoints(job).completed());
    }
    return completed;
  }

  /**
   * Restarts and lost transactions of all jobs, of one moment.
   *
   * @param restarts see {@link Pipeline#restarts()}
   * @param failedCommittables see {@link Pipeline#failedCommittables()}
   */
  public record Setbacks(Map<PipelineJob, Long> restarts, long failedCommittables) {}

  /** Both counts. Asking for them together has the cluster fetch its metrics only once. */
  public Setbacks setbacks() throws IOException {
    refreshMetrics();
    return new Setbacks(fetchedRestarts(), fetchedFailedCommittables());
  }

  /** How often each job went back to a checkpoint since it was submitted. */
  public Map<PipelineJob, Long> restarts() throws IOException {
    refreshMetrics();
    return fetchedRestarts();
  }

  private Map<PipelineJob, Long> fetchedRestarts() throws IOException {
    Map<PipelineJob, Long> restarts = new EnumMap<>(PipelineJob.class);
    for (PipelineJob job : PipelineJob.values()) {
      restarts.put(job, new JobMetrics(flink, jobId(job)).restarts());
    }
    return restarts;
  }

  private void refreshMetrics() throws IOException {
    new JobMetrics(flink, jobId(PipelineJob.INGEST)).refresh();
  }

  /**
   * The number of Kafka transactions of all jobs that could not be committed, since the last
   * restart of each job. Such a transaction is acknowledged data that is lost, while the job stays
   * RUNNING, so the number must be 0. After a restart it may count a commit that was repeated
   * although it had succeeded; then the checker tells whether data is lost.
   */
  public long failedCommittables() throws IOException {
    refreshMetrics();
    return fetchedFailedCommittables();
  }

  private long fetchedFailedCommittables() throws IOException {
    long failed = 0;
    for (PipelineJob job : PipelineJob.values()) {
      failed += failedCommittablesOf(job);
    }
    return failed;
  }

  /** The number of such transactions of one job. */
  public long failedCommittables(PipelineJob job) throws IOException {
    refreshMetrics();
    return failedCommittablesOf(job);
  }

  /**
   * A counter of a job's own operators, summed over all tasks. It begins anew when the job
   * restarts.
   *
   * @param name the end of the counter's name, from a dot on, such as {@code scylladb.requests}
   */
  public long counter(PipelineJob job, String name) throws IOException {
    refreshMetrics();
    return new JobMetrics(flink, jobId(job)).sumOfTasks(name);
  }

  /**
   * Counters and gauges of the operators of all jobs together, each summed over all tasks. The
   * cluster is asked for fresh values once.
   *
   * @param names as for {@link #counter}; every job must have such a counter
   */
  public Map<String, Long> counters(Set<String> names) throws IOException {
    refreshMetrics();
    Map<String, Long> sums = new HashMap<>();
    for (PipelineJob job : PipelineJob.values()) {
      JobMetrics metrics = new JobMetrics(flink, jobId(job));
      for (String name : names) {
        sums.merge(name, metrics.sumOfTasks(name), Long::sum);
      }
    }
    return sums;
  }

  private long failedCommittablesOf(PipelineJob job) throws IOException {
    return new JobMetrics(flink, jobId(job)).sumOfTasks("failedCommittables");
  }

  /**
   * Waits until the pipeline is at rest: all input is consumed, all output committed, and no more
   * output will come. All producers must have stopped. Signs of life of gateways may continue.
   */
  public void awaitRest(Duration deadline) throws IOException {
    try (Quiescence rest = new Quiescence(stack.services(), new CheckpointsByJob())) {
      List<String> moving = rest.await(EnumSet.allOf(Part.class), deadline);
      if (!moving.isEmpty()) {
        throw new MissedDeadline(
            "The pipeline did not come to rest in " + deadline + ": " + moving);
      }
    }
  }

  private final class CheckpointsByJob implements Quiescence.JobCheckpoints {

    @Override
    public long pendingRecords() throws IOException {
      return counters(Set.of(PENDING_RECORDS)).get(PENDING_RECORDS);
    }

    @Override
    public Map<String, Long> completed() throws IOException {
      Map<String, Long> completed = new HashMap<>();
      completedCheckpoints().forEach((job, count) -> completed.put(job.directory(), count));
      return completed;
    }

    @Override
    public void take() throws IOException {
      for (PipelineJob job : PipelineJob.values()) {
        if (checkpoints(job).underWay() == 0) {
          flink.startCheckpoint(jobId(job));
        }
      }
    }
  }

  /** Whether a job that was submitted has ended. */
  public boolean hasEnded(PipelineJob job) throws IOException {
    return flink.job(jobId(job)).state().isTerminal();
  }

  /** Cancels a job; its last checkpoint stays. */
  public void cancel(PipelineJob job, Duration deadline) throws IOException {
    flink.cancel(jobId(job), deadline);
  }

  /** The client of the cluster, for all other questions. */
  public FlinkRestClient flink() {
    return flink;
  }

  public StackState stack() {
    return stack;
  }
}
