package io.parley.benchmarks.pipeline;

import io.parley.pipeline.JobSettings;
import java.util.Set;

/**
 * The measure of the ingest job alone, on a backlog. It runs in turn with a hand-written loop on
 * the same commands, and again on the same conversations with a hundred times as many in its state.
 * What it writes per message is measured by {@link RequestMeasure}.
 */
final class IngestMeasure {

  /** The parts of the measure. */
  enum Part {
    /** The rate against that of the hand-written loop, in turn. */
    LOOP,
    /** The rate with a hundred times as many conversations in state. */
    STATE,
    /** Rows and requests per message, for one conversation and for many. */
    REQUESTS
  }

  static final int CONVERSATIONS = 500;

  private final Bench bench;
  private final IngestRuns runs;
  private final int conversations;

  /**
   * @param settings how ingest is run, but for its topics
   * @param conversations that the messages belong to
   */
  IngestMeasure(Bench bench, JobSettings settings, int conversations) {
    this.bench = bench;
    this.runs = new IngestRuns(bench, settings);
    this.conversations = conversations;
  }

  /** Measures ingest. Stops the three jobs first. */
  void run(Set<Part> parts) throws Exception {
    bench.stopJobs();
    bench.results().say("\nIngest alone, on a backlog");
    if (parts.contains(Part.LOOP) || parts.contains(Part.STATE)) {
      new IngestRounds(bench, runs, conversations)
          .run(parts.contains(Part.LOOP), parts.contains(Part.STATE));
    }
    if (parts.contains(Part.REQUESTS)) {
      new RequestMeasure(bench, runs).run();
    }
  }
}
