package io.parley.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.testing.JobShape;
import io.parley.receipts.topics.ReceiptAggregationSinks;
import io.parley.receipts.topics.ReceiptAggregationSources;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class ReceiptAggregationJobTest {

  @Test
  void everyOperatorHasAUidAndANameAndNoRecordTravelsThroughKryo() {
    ReceiptAggregationOptions options = TestOptions.minimal();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    options.platform().engine().applyTo(env);

    ReceiptAggregationJob.build(
        env, options, ReceiptAggregationSources.of(options), ReceiptAggregationSinks.of(options));

    assertThat(JobShape.check(env)).contains("Ledger", "Outputs", "Sum samples", "Count by minute");
    JobShape.checkUids(env, ReceiptAggregationJob.JOB);
  }
}
