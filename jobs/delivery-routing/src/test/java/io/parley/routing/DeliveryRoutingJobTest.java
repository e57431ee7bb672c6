package io.parley.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.options.JobArguments;
import io.parley.common.options.OptionTable;
import io.parley.common.testing.JobShape;
import io.parley.schemas.testing.GeneratedBlock;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.junit.jupiter.api.Test;

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

  /** Seen red with one sink for deliveries and broadcasts: its edge could become a rebalance. */
  @Test
  void deliveriesGoToTheirSinkInTheChainOfTheRouter() {
    StreamGraph graph = built().getStreamGraph(false);
    StreamNode writer =
        graph.getStreamNodes().stream()
            .filter(node -> node.getOperatorName().startsWith("Deliveries: Writer"))
            .findFirst()
            .orElseThrow();

    assertThat(writer.getInEdges())
        .singleElement()
        .satisfies(
            edge -> {
              assertThat(edge.getPartitioner()).isInstanceOf(ForwardPartitioner.class);
              assertThat(graph.getStreamNode(edge.getSourceId()).getOperatorName())
                  .isEqualTo("Route to devices");
            });
  }

  @Test
  void theOptionTableOfTheReadmeIsCurrent() throws Exception {
    GeneratedBlock.assertCurrent(
        "jobs/delivery-routing/README.md", "options", OptionTable.markdown(RoutingOptions.GROUPS));
  }
}
