package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.CheckpointMeter;
import io.parley.benchmarks.meters.WriteMeter;
import io.parley.benchmarks.scale.Figure;
import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * By how much the state of each job, what its checkpoints upload, and the logs of the brokers grow
 * while something happens. The sizes are those of savepoints.
 */
final class StateGrowth {

  static final Map<PipelineJob, Figure> OF_MESSAGE =
      Map.of(
          PipelineJob.INGEST, Figure.INGEST_STATE_BYTES,
          PipelineJob.DELIVERY_ROUTING, Figure.ROUTING_STATE_BYTES,
          PipelineJob.RECEIPT_AGGREGATION, Figure.RECEIPTS_STATE_BYTES);

  static final Map<PipelineJob, Figure> OF_CONVERSATION =
      Map.of(
          PipelineJob.INGEST, Figure.INGEST_CONVERSATION_BYTES,
          PipelineJob.DELIVERY_ROUTING, Figure.ROUTING_CONVERSATION_BYTES,
          PipelineJob.RECEIPT_AGGREGATION, Figure.RECEIPTS_CONVERSATION_BYTES);

  private static final Map<PipelineJob, Figure> UPLOADS =
      Map.of(
          PipelineJob.INGEST, Figure.INGEST_UPLOAD_BYTES,
          PipelineJob.DELIVERY_ROUTING, Figure.ROUTING_UPLOAD_BYTES,
          PipelineJob.RECEIPT_AGGREGATION, Figure.RECEIPTS_UPLOAD_BYTES);

  private final Bench bench;
  private final CheckpointMeter meter;
  private final Map<PipelineJob, Long> before;
  private final long logsBefore;
  private final long from = System.currentTimeMillis();

  private StateGrowth(Bench bench) throws IOException {
    this.bench = bench;
    this.meter = new CheckpointMeter(bench.stack().pipeline().flink());
    this.before = sizes();
    this.logsBefore = logs();
  }

  /** Takes a savepoint of each job, and remembers the sizes. */
  static StateGrowth start(Bench bench) throws IOException {
    return new StateGrowth(bench);
  }

  private Map<PipelineJob, Long> sizes() throws IOException {
    Map<PipelineJob, Long> sizes = new EnumMap<>(PipelineJob.class);
    for (PipelineJob job : PipelineJob.values()) {
      sizes.put(job, meter.stateBytes(bench.stack().pipeline().jobId(job)));
    }
    return sizes;
  }

  private long logs() throws IOException {
    try (WriteMeter logs = new WriteMeter(bench.stack().state())) {
      return logs.bytes();
    }
  }

  /**
   * Takes a savepoint of each job, and reports by how much the state has grown.
   *
   * @param what a thing that makes it grow
   * @param count how many of them there were
   * @param figures what the growth by each of them is called
   * @return the bytes of each job's state now
   */
  Map<PipelineJob, Long> report(String what, long count, Map<PipelineJob, Figure> figures)
      throws IOException {
    Map<PipelineJob, Long> sizes = sizes();
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<PipelineJob, Long> now : sizes.entrySet()) {
      double each = (now.getValue() - before.get(now.getKey())) / (double) count;
      bench.results().figure(figures.get(now.getKey()), each);
      rows.add(
          List.of(
              now.getKey().directory(),
              Finding.text("%.2f", now.getValue() / 1e6),
              Finding.text("%.0f", each)));
    }
    bench
        .results()
        .addTable(
            new Table(
                "State by job, growth by %,d %ss".formatted(count, what),
                List.of("job", "MB in all", "bytes per " + what),
                rows));
    return sizes;
  }

  /** Reports what checkpoints have uploaded and brokers have written for each message. */
  void reportUploads(long messages) throws IOException {
    long to = System.currentTimeMillis();
    List<List<String>> rows = new ArrayList<>();
    for (PipelineJob job : PipelineJob.values()) {
      String id = bench.stack().pipeline().jobId(job);
      double each = (double) meter.uploadedBytes(id, from, to) / messages;
      bench.results().figure(UPLOADS.get(job), each);
      rows.add(List.of("checkpoints of " + job.directory(), Finding.text("%,.0f", each)));
    }
    double logs = (double) (logs() - logsBefore) / messages;
    bench.results().figure(Figure.KAFKA_BYTES, logs);
    rows.add(List.of("logs of the brokers", Finding.text("%,.0f", logs)));
    bench.results().addTable(new Table("Bytes written per message", List.of("to", "bytes"), rows));
  }
}
