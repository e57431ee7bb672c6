package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.TaskThreads;
import io.parley.benchmarks.meters.Usage;
import io.parley.benchmarks.meters.UsageMeter;
import io.parley.benchmarks.scale.Figure;
import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.util.Map;

/**
 * What the whole pipeline can sustain: a fixed number of messages is always under way, so the lag
 * is flat whatever the rate comes to.
 *
 * <p>Several changes of a conversation within a moment share a record, and how many do depends on
 * how the messages bunch. So there are so many conversations that between two messages of one of
 * them all others have had one. Then each message costs all its rows and records, for any pipeline
 * at any rate.
 */
final class ThroughputMeasure {

  static final int UNDER_WAY = 2_000;

  /** At 1,400 messages a second one of these is silent for longer than unread counts wait. */
  static final int CONVERSATIONS = 6_000;

  private final Bench bench;
  private final Runs runs;

  ThroughputMeasure(Bench bench, Runs runs) {
    this.bench = bench;
    this.runs = runs;
  }

  /** Measures. */
  Run run() throws IOException, InterruptedException {
    bench.results().say("\nThroughput of the whole pipeline, " + UNDER_WAY + " under way");
    StateGrowth growth = StateGrowth.start(bench);
    Run run = runs.asFastAsItGoes(UNDER_WAY);
    Map<PipelineJob, Long> state = growth.report("message", run.messages(), StateGrowth.OF_MESSAGE);
    bench.results().figure(Figure.INGEST_STATE_SIZE, state.get(PipelineJob.INGEST));
    growth.reportUploads(run.messages());
    figures(run);
    bench
        .results()
        .add(
            Finding.of(
                "messages that the whole pipeline sustains, lag flat", run.rate(), "%,.0f/s"));
    bench
        .results()
        .add(
            Finding.of(
                "messages of the pipeline per core of all servers, " + Runs.AS_FAST_AS_IT_GOES,
                run.perCore(),
                "%,.0f/s"));
    bench
        .results()
        .add(
            Finding.of(
                "messages of the pipeline per core of Flink's processes, "
                    + Runs.AS_FAST_AS_IT_GOES,
                run.rate() / flinkCores(run.usage()),
                "%,.0f/s"));
    bench
        .results()
        .add(
            Finding.of(
                "context switches of all servers per message, " + Runs.AS_FAST_AS_IT_GOES,
                run.switchesPerMessage(),
                "%.0f"));
    return run;
  }

  private void figures(Run run) {
    Usage usage = run.usage();
    Results results = bench.results();
    results.figure(Figure.MESSAGES_PER_SECOND, run.rate());
    results.figure(Figure.KAFKA_CORES, usage.cores().get(UsageMeter.KAFKA));
    results.figure(Figure.DATABASE_CORES, usage.cores().get(UsageMeter.DATABASE));
    results.figure(Figure.FLINK_CORES, flinkCores(usage));
    results.figure(Figure.INGEST_CORES, TaskThreads.INGEST.cores(usage));
    results.figure(Figure.ROUTING_CORES, TaskThreads.ROUTING.cores(usage));
    results.figure(Figure.RECEIPTS_CORES, TaskThreads.RECEIPTS.cores(usage));
    results.figure(Figure.BUSIEST_TASK_CORES, TaskThreads.busiest(usage));
    double messages = run.messages();
    results.figure(Figure.ROWS, run.writes().rows() / messages);
    results.figure(Figure.REQUESTS, run.writes().requests() / messages);
    results.figure(Figure.RECORDS, run.writes().allRecords() / messages);
  }

  private static double flinkCores(Usage usage) {
    return usage.cores().entrySet().stream()
        .filter(process -> UsageMeter.isOfFlink(process.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
