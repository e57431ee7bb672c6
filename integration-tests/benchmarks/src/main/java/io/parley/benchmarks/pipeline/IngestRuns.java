package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.bare.BareProcess;
import io.parley.benchmarks.bare.BareSettings;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.Pipeline;
import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Runs of the ingest job or of the hand-written loop, each on topics of its own with a backlog of
 * its own. One run at a time.
 */
final class IngestRuns {

  /** Hand-written loops; ingest beside them has as many subtasks. */
  static final int THREADS = 2;

  private static final int GATEWAYS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Bench bench;
  private final JobSettings settings;
  private final String tag = Long.toString(System.currentTimeMillis(), 36);

  /**
   * @param settings how ingest is run, but for its topics
   */
  IngestRuns(Bench bench, JobSettings settings) {
    this.bench = bench;
    this.settings = settings;
  }

  /**
   * Creates topics with a backlog: direct conversations are founded, then messages are sent, in
   * turn.
   *
   * @param name of the run; different for each
   */
  Backlog filled(String name, int conversations, int messages) throws Exception {
    Backlog backlog = Backlog.create(bench.stack().state(), prefix(name));
    Chats chats = chats(backlog, conversations);
    backlog.add(IntStream.range(0, conversations).mapToObj(chats::creation));
    backlog.add(IntStream.range(0, messages).mapToObj(chats::message));
    return backlog;
  }

  /** The same, and returns when the database is quiet. */
  Backlog filledAtRest(String name, int conversations, int messages) throws Exception {
    Backlog backlog = filled(name, conversations, messages);
    bench.awaitQuietDatabase();
    return backlog;
  }

  private String prefix(String name) {
    return tag + "-" + name.replaceAll("[^A-Za-z0-9]+", "-") + ".";
  }

  /** The conversations of a run, of which the first few may be founded already. */
  Chats chats(Backlog backlog, int count) {
    return new Chats(backlog.prefix() + "b", count, GATEWAYS);
  }

  /** Starts the job on a backlog, with one option more than usual if there is one. */
  void submit(Backlog backlog, String... option) throws Exception {
    JobSettings own =
        settings
            .with("kafka.topic-prefix", backlog.prefix())
            .with("kafka.id-prefix", backlog.prefix().replace(".", ""));
    pipeline()
        .submit(PipelineJob.INGEST, option.length == 0 ? own : own.with(option[0], option[1]));
  }

  void cancel() throws Exception {
    pipeline().cancel(PipelineJob.INGEST, PATIENCE);
  }

  /** Starts hand-written loops on a backlog. */
  BareProcess loop(Backlog backlog) throws IOException {
    return BareProcess.start(
        BareSettings.ingest(backlog.prefix(), backlog.stack(), THREADS), bench.fullCompiler());
  }

  /** A counter of the ScyllaDB connector in the job that runs. */
  long counter(String name) throws IOException {
    return pipeline().counter(PipelineJob.INGEST, "scylladb." + name);
  }

  /** How often the job that runs has failed, and gone back to a checkpoint. */
  long failures() throws IOException {
    return pipeline().flink().failures(pipeline().jobId(PipelineJob.INGEST)).size();
  }

  private Pipeline pipeline() {
    return bench.stack().pipeline();
  }
}
