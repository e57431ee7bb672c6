package io.parley.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.common.options.JobArguments;
import io.parley.common.options.OptionGroup;
import io.parley.common.options.OptionReader;
import io.parley.ingest.IngestJob;
import io.parley.ingest.IngestOptions;
import io.parley.ingest.topics.IngestSinks;
import io.parley.ingest.topics.IngestSources;
import io.parley.receipts.ReceiptAggregationJob;
import io.parley.receipts.ReceiptAggregationOptions;
import io.parley.receipts.topics.ReceiptAggregationSinks;
import io.parley.receipts.topics.ReceiptAggregationSources;
import io.parley.routing.DeliveryRoutingJob;
import io.parley.routing.RoutingOptions;
import io.parley.routing.topics.RoutingSinks;
import io.parley.routing.topics.RoutingSources;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** Seen red: threads of other processes counted too; the task "Outputs" in no list. */
class TaskThreadsTest {

  private static final Usage USAGE =
      new Usage(
          Map.of(),
          Map.of(
              "taskmanager-1",
              Map.of(
                  "Ledger", use(0.3),
                  "Decide", use(0.1),
                  "kafka-producer", use(0.4)),
              "taskmanager-2",
              Map.of("Source: Command", use(0.05), "Source: Read eve", use(0.02)),
              "bare loops",
              Map.of("Ledger", use(9))));

  /** Linux keeps so many characters of a thread's name. */
  private static final int LONGEST_NAME = 15;

  private static final String[] ARGUMENTS = {
    "--kafka.bootstrap-servers=localhost:1",
    "--registry.url=http://localhost:1",
    "--scylladb.contact-points=localhost:1",
    "--scylladb.local-datacenter=datacenter1"
  };

  private final StreamExecutionEnvironment env =
      StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());

  private static ThreadUse use(double cores) {
    return new ThreadUse(cores, 0);
  }

  @Test
  void tasksOfAJobAreFoundInAllTaskManagersAndNowhereElse() {
    assertThat(TaskThreads.INGEST.cores(USAGE)).isCloseTo(0.15, within(1e-9));
    assertThat(TaskThreads.ROUTING.cores(USAGE)).isCloseTo(0.02, within(1e-9));
    assertThat(TaskThreads.RECEIPTS.cores(USAGE)).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void theBusiestTaskIsATaskAndNotAThreadThatJobsShare() {
    assertThat(TaskThreads.busiest(USAGE)).isEqualTo(0.3);
  }

  @Test
  void eachTaskOfIngestIsKnownByItsName() {
    IngestOptions options = options(IngestOptions.GROUPS, IngestOptions::read);
    IngestJob.build(env, options, IngestSources.of(options), IngestSinks.of(options));

    assertEachTaskBelongsTo(TaskThreads.INGEST);
  }

  @Test
  void eachTaskOfRoutingIsKnownByItsName() {
    RoutingOptions options = options(RoutingOptions.GROUPS, RoutingOptions::read);
    DeliveryRoutingJob.build(env, options, RoutingSources.of(options), RoutingSinks.of(options));

    assertEachTaskBelongsTo(TaskThreads.ROUTING);
  }

  @Test
  void eachTaskOfReceiptAggregationIsKnownByItsName() {
    ReceiptAggregationOptions options =
        options(ReceiptAggregationOptions.GROUPS, ReceiptAggregationOptions::read);
    ReceiptAggregationJob.build(
        env, options, ReceiptAggregationSources.of(options), ReceiptAggregationSinks.of(options));

    assertEachTaskBelongsTo(TaskThreads.RECEIPTS);
  }

  private static <T> T options(List<OptionGroup> groups, Function<OptionReader, T> read) {
    return JobArguments.parse(groups, ARGUMENTS, read).options();
  }

  /** All jobs have a task of this name, and in a measurement it has nothing to do. */
  private static boolean isForDeadLetters(String task) {
    return task.startsWith("Dead letters");
  }

  private void assertEachTaskBelongsTo(TaskThreads job) {
    List<String> tasks =
        StreamSupport.stream(
                env.getStreamGraph(false).getJobGraph().getVertices().spliterator(), false)
            .map(JobVertex::getName)
            .filter(task -> !isForDeadLetters(task))
            .toList();

    assertThat(tasks)
        .isNotEmpty()
        .allSatisfy(
            task -> {
              String thread = task.substring(0, Math.min(LONGEST_NAME, task.length()));
              Usage usage = new Usage(Map.of(), Map.of("taskmanager", Map.of(thread, use(1))));
              assertThat(TaskThreads.values())
                  .filteredOn(any -> any.cores(usage) > 0)
                  .containsExactly(job);
            });
  }
}
