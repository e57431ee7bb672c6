package io.parley.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.testing.JobShape;
import io.parley.receipts.topics.ReceiptAggregationSinks;
import io.parley.receipts.topics.ReceiptAggregationSources;
import java.util.List;
import org.apache.flink.runtime.jobgraph.JobEdge;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class ReceiptAggregationJobTest {

  @Test
  void everyOperatorHasAUidAndANameAndNoRecordTravelsThroughKryo() {
    StreamExecutionEnvironment env = built();

    assertThat(JobShape.check(env)).contains("Ledger", "Outputs", "Sum samples", "Count by minute");
    JobShape.checkUids(env, ReceiptAggregationJob.JOB);
  }

  /**
   * A plain edge would become a rebalance when the job is rescaled, and an older record could end
   * behind a newer one. Dead letters have no order. Seen red without the key before "Outputs".
   */
  @Test
  void everyEdgeBetweenTasksIsKeyedButThatOfDeadLetters() {
    JobGraph graph = built().getStreamGraph(false).getJobGraph();
    List<JobVertex> tasks = graph.getVerticesSortedTopologicallyFromSources();
    List<JobVertex> keyed =
        tasks.stream()
            .filter(task -> !task.getName().startsWith("Dead letters"))
            .filter(task -> !task.getInputs().isEmpty())
            .toList();

    assertThat(keyed)
        .extracting(task -> task.getName().split(" -> ")[0])
        .containsExactlyInAnyOrder("Ledger", "Outputs", "Count by minute");
    assertThat(keyed)
        .flatExtracting(JobVertex::getInputs)
        .extracting(JobEdge::getShipStrategyName)
        .containsOnly("HASH");
  }

  private static StreamExecutionEnvironment built() {
    ReceiptAggregationOptions options = TestOptions.minimal();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    options.platform().engine().applyTo(env);
    ReceiptAggregationJob.build(
        env, options, ReceiptAggregationSources.of(options), ReceiptAggregationSinks.of(options));
    return env;
  }
}
