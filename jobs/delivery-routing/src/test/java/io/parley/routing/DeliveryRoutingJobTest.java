package io.parley.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.options.JobArguments;
import io.parley.common.options.OptionTable;
import io.parley.common.testing.JobShape;
import io.parley.routing.topics.RoutingSinks;
import io.parley.routing.topics.RoutingSources;
import io.parley.schemas.testing.GeneratedBlock;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/**
 * The shape of the job.
 *
 * <p>Seen red: with a source for each topic, which makes ten tasks.
 */
class DeliveryRoutingJobTest {

  private static final String[] ARGUMENTS = {
    "--kafka.bootstrap-servers=localhost:1",
    "--registry.url=http://localhost:2",
    "--scylladb.contact-points=localhost:3",
    "--scylladb.local-datacenter=datacenter1",
    "--execution.checkpointing.dir=file:///tmp/none"
  };

  private static StreamExecutionEnvironment built() {
    RoutingOptions options =
        JobArguments.parse(RoutingOptions.GROUPS, ARGUMENTS, RoutingOptions::read).options();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    options.platform().engine().applyTo(env);
    DeliveryRoutingJob.build(env, options, RoutingSources.of(options), RoutingSinks.of(options));
    return env;
  }

  @Test
  void everyOperatorHasAUidAndANameAndNoRecordTravelsThroughKryo() {
    StreamExecutionEnvironment env = built();
    assertThat(JobShape.check(env)).contains("Route to devices", "Fan out");
    JobShape.checkUids(env, DeliveryRoutingJob.JOB);
  }

  /** A plain edge would become a rebalance when the job is rescaled, and order would be gone. */
  @Test
  void everyEdgeBehindASourceIsChainedOrKeyed() {
    StreamGraph graph = built().getStreamGraph(false);

    assertThat(inputOf(graph, "Deliveries: Writer")).isEqualTo("Route to devices FORWARD");
    assertThat(inputOf(graph, "Pushes: Writer")).isEqualTo("Route to devices FORWARD");
    assertThat(inputOf(graph, "Broadcasts: Writer")).isEqualTo("Fan out FORWARD");
    assertThat(inputOf(graph, "Newest device cursors")).isEqualTo("Route to devices HASH");
    assertThat(inputOf(graph, "Device cursors: Writer")).startsWith("Newest device cursors");
  }

  /** A task is a box in Flink's dashboard. */
  @Test
  void theJobHasAtMostEightTasksAndEachInputIsReadInOneOfThem() {
    List<String> tasks = tasks();

    assertThat(tasks).hasSizeLessThanOrEqualTo(8);
    for (String input :
        List.of("events", "receipts", "sessions", "gateways", "statuses", "cursors")) {
      assertThat(tasks)
          .filteredOn(task -> task.contains("Decode " + input))
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("Source: Read ")
          .doesNotContain("Fan out", "Route to devices", "Dead letters");
    }
  }

  /** The rows' sink is in a task of its own: while it waits, the router goes on. */
  @Test
  void theRowsAreWrittenInAnotherTaskThanTheRouters() {
    List<String> tasks = tasks();

    assertThat(tasks)
        .filteredOn(task -> task.contains("Device cursors: Writer"))
        .singleElement()
        .satisfies(task -> assertThat(task).doesNotContain("Route to devices"));
    assertThat(tasks)
        .filteredOn(task -> task.contains("Deliveries: Writer"))
        .singleElement()
        .satisfies(task -> assertThat(task).contains("Route to devices"));
  }

  private static List<String> tasks() {
    return StreamSupport.stream(
            built().getStreamGraph(false).getJobGraph().getVertices().spliterator(), false)
        .map(JobVertex::getName)
        .toList();
  }

  private static String inputOf(StreamGraph graph, String name) {
    StreamNode node =
        graph.getStreamNodes().stream()
            .filter(n -> n.getOperatorName().startsWith(name))
            .findFirst()
            .orElseThrow();
    StreamEdge edge = node.getInEdges().get(0);
    return graph.getStreamNode(edge.getSourceId()).getOperatorName() + " " + edge.getPartitioner();
  }

  @Test
  void theOptionTableOfTheReadmeIsCurrent() throws Exception {
    GeneratedBlock.assertCurrent(
        "jobs/delivery-routing/README.md", "options", OptionTable.markdown(RoutingOptions.GROUPS));
  }
}
