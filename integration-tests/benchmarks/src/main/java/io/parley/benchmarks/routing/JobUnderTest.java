package io.parley.benchmarks.routing;

import io.parley.common.decode.IntakeServices;
import io.parley.common.options.JobArguments;
import io.parley.routing.DeliveryRoutingJob;
import io.parley.routing.RoutingOptions;
import io.parley.routing.topics.RoutingSinks;
import io.parley.routing.topics.RoutingSources;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.Topics;
import java.nio.file.Path;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job with its defaults. One subtask of each operator: the hardest case for small
 * conversations, because they share every task with the large ones.
 */
final class JobUnderTest {

  private JobUnderTest() {}

  static JobClient start(Path checkpoints, int checkpointMillis) throws Exception {
    String[] arguments = {
      "--kafka.bootstrap-servers=none:1",
      "--registry.url=http://none:1",
      "--scylladb.contact-points=none:1",
      "--scylladb.local-datacenter=none",
      "--execution.checkpointing.dir=" + checkpoints.toUri(),
      "--execution.checkpointing.interval=" + checkpointMillis + "ms"
    };
    RoutingOptions options =
        JobArguments.parse(RoutingOptions.GROUPS, arguments, RoutingOptions::read).options();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    options.platform().engine().applyTo(env);
    DeliveryRoutingJob.build(
        env,
        options,
        new RoutingSources(
            new FeedSource<>(Topics.EVENTS, ConversationEvent.class, false),
            new FeedSource<>(Topics.SESSIONS, SessionEvent.class, true),
            new FeedSource<>(Topics.RECEIPTS, Receipt.class, true),
            new FeedSource<>(Topics.GATEWAYS, GatewayEvent.class, true),
            new FeedSource<>(Topics.MESSAGE_STATUS, MessageStatus.class, false),
            new FeedSource<>(Topics.READ_CURSORS, ReadCursor.class, false),
            new IntakeServices(metrics -> BuildSchemas.LOOKUP)),
        new RoutingSinks(
            new Tap<>(Gateways::deliver),
            new Tap<>(broadcast -> Gateways.BROADCASTS.increment()),
            new Tap<>(push -> Gateways.PUSHES.increment()),
            new Tap<>(cursor -> Gateways.CURSORS.increment()),
            new Tap<>(
                letter -> {
                  throw new IllegalStateException("The benchmark made a dead letter.");
                })));
    return env.executeAsync("delivery-routing benchmark");
  }
}
