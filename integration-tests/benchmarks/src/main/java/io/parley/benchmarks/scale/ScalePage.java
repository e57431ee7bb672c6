package io.parley.benchmarks.scale;

import static io.parley.benchmarks.Markdown.table;

import io.parley.benchmarks.Markdown;
import io.parley.benchmarks.Rounded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the tables of {@code SCALE.md}. */
public final class ScalePage {

  private static final double GIGA = 1e9;
  private static final double MEGA = 1e6;
  private static final double PERCENT = 100;

  private ScalePage() {}

  /**
   * Replaces the tables of a page.
   *
   * @param resultsJson the results of a run of the pipeline benchmark
   * @throws IOException also if the page has no marks
   */
  public static void update(Path page, Path resultsJson) throws IOException {
    Markdown.replaceBlock(page, "scale", of(resultsJson));
  }

  /** The tables for a run, or which figures it lacks. */
  static String of(Path resultsJson) throws IOException {
    Figures figures = Figures.read(resultsJson);
    if (!figures.missing().isEmpty()) {
      return "The run `%s` lacks figures that these tables are computed from: %s."
          .formatted(
              figures.command(),
              figures.missing().stream().map(Figure::title).collect(Collectors.joining("; ")));
    }
    return tables(figures, Demand.MILLION).strip();
  }

  static String tables(Figures figures, Demand demand) {
    Needs needs = new Needs(figures, demand);
    return "Measured by `%s` on %s, with C1:\n\n".formatted(figures.command(), figures.begun())
        + table(List.of("measured", ""), measured(figures))
        + "\nAssumed:\n\n"
        + table(List.of("assumed", ""), assumed(demand))
        + "\nNeeded:\n\n"
        + table(List.of("needed", ""), needed(needs))
        + "\nWhat the demand uses of each limit, the tightest first:\n\n"
        + table(List.of("limit", "used", "of", "share", "beyond it"), limits(needs));
  }

  private static List<List<String>> measured(Figures figures) {
    return figures.values().entrySet().stream()
        .map(figure -> row(figure.getKey().title(), figure.getKey().format(), figure.getValue()))
        .toList();
  }

  private static List<List<String>> assumed(Demand demand) {
    return List.of(
        row("people connected", "%,.0f", demand.people()),
        row("messages a second at the peak, all 1:1", "%,.0f", demand.messagesPerSecond()),
        row("mean rate of a week to the peak", "%.2f", demand.meanToPeak()),
        row("direct conversations", "%,.0f", demand.conversations()),
        row("messages never read, %", "%.0f", demand.unreadShare() * PERCENT),
        row("gateways", "%.0f", demand.gateways()),
        row("share of a machine that the peak may use", "%.2f", demand.utilisation()),
        row("cores of a machine with a TaskManager", "%.0f", demand.coresPerTaskManager()),
        row("replicas in Kafka and in ScyllaDB", "%.0f", (double) Published.REPLICAS),
        row(
            "GB a second at which a TaskManager fetches state",
            "%.1f",
            demand.restoreBytesPerSecond() / GIGA),
        row("seconds that a restore may take", "%.0f", demand.restoreSeconds()));
  }

  private static List<List<String>> needed(Needs needs) {
    return List.of(
        row("cores of ingest, busy", "%.1f", needs.coresOfJob(Figure.INGEST_CORES)),
        row("cores of routing, busy", "%.1f", needs.coresOfJob(Figure.ROUTING_CORES)),
        row("cores of receipt aggregation, busy", "%.1f", needs.coresOfJob(Figure.RECEIPTS_CORES)),
        row("machines with a TaskManager", "%.0f", needs.taskManagers()),
        row(
            "subtasks of each operator, and partitions of each topic",
            "%.0f",
            (double) needs.subtasks()),
        row(
            "messages a second of one subtask, so of one conversation at most",
            "%,.0f",
            needs.messagesPerSubtask()),
        row("requests a second to ScyllaDB", "%,.0f", needs.requests()),
        row("cores of ScyllaDB, by its published figure", "%.0f", needs.scyllaCores()),
        row(
            "cores of the stand-in database, busy, one replica, by measurement",
            "%.1f",
            needs.cores(Figure.DATABASE_CORES)),
        row("records a second in Kafka", "%,.0f", needs.records()),
        row("MB a second from producers", "%,.1f", needs.kafkaBytes() / MEGA),
        row("brokers, by published figures", "%.0f", needs.brokers()),
        row(
            "cores of Kafka, busy, one replica, by measurement",
            "%.1f",
            needs.cores(Figure.KAFKA_CORES)),
        row("state of ingest, GB", "%,.0f", needs.ingestState() / GIGA),
        row("state of routing, GB", "%,.0f", needs.routingState() / GIGA),
        row("state of receipt aggregation, GB", "%,.0f", needs.receiptsState() / GIGA),
        row("state of a TaskManager, GB", "%,.1f", needs.stateOfTaskManager() / GIGA),
        row(
            "MB that a checkpoint of ingest uploads, one a second, if the bytes per message stay",
            "%,.0f",
            needs.checkpointBytes(Figure.INGEST_UPLOAD_BYTES, Published.INGEST_INTERVAL_SECONDS)
                / MEGA),
        row(
            "share of the state that a checkpoint of ingest uploaded when it was measured, %",
            "%.1f", needs.uploadedShareOfIngest() * PERCENT),
        row(
            "MB that a checkpoint of ingest uploads, if that share stays",
            "%,.0f",
            needs.ingestCheckpointBytesByState() / MEGA),
        row(
            "MB that a checkpoint of routing uploads, one every 5 seconds, per message as measured",
            "%,.0f",
            needs.checkpointBytes(Figure.ROUTING_UPLOAD_BYTES, Published.INTERVAL_SECONDS) / MEGA),
        row(
            "MB that a checkpoint of receipt aggregation uploads, one every 5 seconds, per message"
                + " as measured",
            "%,.0f",
            needs.checkpointBytes(Figure.RECEIPTS_UPLOAD_BYTES, Published.INTERVAL_SECONDS) / MEGA),
        row("seconds to restore the state of a lost TaskManager", "%,.0f", needs.restoreSeconds()),
        row("signs of life of gateways a second", "%.1f", needs.signs()));
  }

  private static List<List<String>> limits(Needs needs) {
    return needs.limits().stream()
        .map(
            limit ->
                List.of(
                    limit.name(),
                    Rounded.text("%,.0f", limit.used()),
                    Rounded.text("%,.0f", limit.limit()),
                    Rounded.text("%.3f", limit.share()),
                    limit.then()))
        .toList();
  }

  private static List<String> row(String name, String format, double value) {
    return List.of(name, Rounded.text(format, value));
  }
}
