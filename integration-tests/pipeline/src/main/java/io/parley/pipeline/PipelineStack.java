package io.parley.pipeline;

import io.parley.cli.Proxies;
import io.parley.cli.Stack;
import io.parley.cli.StackSettings;
import io.parley.cli.StackState;
import io.parley.command.CheckList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** A stack of servers with the three jobs running on them. {@link #close} stops all of them. */
public final class PipelineStack implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(4);
  private static final String JOBS = "jobs";

  private final Stack stack;
  private final String started = Instant.now().toString();
  private Pipeline pipeline;

  /** Makes servers that keep everything below {@code directory}. Starts none of them yet. */
  public PipelineStack(Path directory, StackSettings settings) {
    this.stack = new Stack(directory, settings);
  }

  /**
   * Starts the servers, sets them up, submits the jobs, and returns when every task runs.
   *
   * @param live whether {@code out} is a terminal on which lines can be redrawn
   * @throws CompletionException if a step fails
   */
  public void start(JobSettings jobs, PrintWriter out, boolean live) {
    List<String> steps = new ArrayList<>(stack.steps());
    steps.add(JOBS);
    try (CheckList list = new CheckList(out, live, steps)) {
      stack.start(list);
      pipeline = new Pipeline(state());
      list.run(JOBS, () -> submit(jobs));
    }
  }

  private String submit(JobSettings jobs) throws IOException {
    pipeline.submitAll(stack.proxies().map(network -> behind(network, jobs)).orElse(jobs));
    pipeline.awaitRunning(DEADLINE);
    return PipelineJob.values().length + " running";
  }

  private static JobSettings behind(Proxies network, JobSettings jobs) {
    return jobs.with("kafka.bootstrap-servers", network.kafka().hostAndPort())
        .with("scylladb.contact-points", network.cql().hostAndPort());
  }

  /** The servers. */
  public Stack stack() {
    return stack;
  }

  /** The present state of the servers. A server that was started again is another process. */
  public StackState state() {
    return stack.state(started);
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  /**
   * Submits a job again, as it was submitted before, from its newest checkpoint. If the job has
   * completed no checkpoint since, it starts from the checkpoint that it was submitted from. The
   * job or its JobManager must have ended; otherwise a checkpoint that the job completes meanwhile
   * would be overlooked.
   *
   * @return the checkpoint
   */
  public String resume(PipelineJob job) throws IOException {
    String id = pipeline.jobId(job);
    String checkpoint =
        stack
            .flink()
            .newestCheckpoint(id)
            .or(() -> pipeline.resumedFrom(job))
            .orElseThrow(() -> new IOException(job + ", job " + id + ", has no checkpoint"));
    pipeline.resume(job, checkpoint);
    return checkpoint;
  }

  /** Kills all servers, for a stack whose data nobody needs any more. */
  public void kill() {
    stack.kill();
  }

  @Override
  public void close() {
    stack.close();
  }
}
