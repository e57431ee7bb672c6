package io.parley.benchmarks.routing;

import io.parley.routing.DeliveryRoutingJob;
import io.parley.routing.RoutingOptions;
import io.parley.routing.topics.RoutingSinks;
import io.parley.routing.topics.RoutingSources;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job as production builds it, with its own sources, sinks and defaults, on a Flink in this
 * JVM. One subtask of each operator: the hardest case for small conversations, because they share
 * every task with the large ones.
 */
final class JobUnderTest {

  private final JobClient client;

  private JobUnderTest(JobClient client) {
    this.client = client;
  }

  static JobUnderTest start(Stand stand) throws Exception {
    RoutingOptions options = stand.options();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    options.platform().engine().applyTo(env);
    DeliveryRoutingJob.build(env, options, RoutingSources.of(options), RoutingSinks.of(options));
    return new JobUnderTest(env.executeAsync("delivery-routing benchmark"));
  }

  /**
   * Waits until the tasks have closed their state. A JVM that exits while RocksDB compacts hangs:
   * its exit waits for the compaction, whose filter waits for the JVM.
   */
  void end() throws Exception {
    client.cancel().get();
    client.getJobExecutionResult().handle((result, cancelled) -> null).get();
  }
}
