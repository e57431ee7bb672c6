package io.parley.routing;

import io.parley.common.job.JobMain;
import io.parley.routing.domain.DeviceCursor;
import io.parley.routing.operator.ConversationFanOut;
import io.parley.routing.operator.DeviceRouter;
import io.parley.routing.operator.GatewayState;
import io.parley.routing.operator.NewestPerKey;
import io.parley.routing.topics.RoutingInputs;
import io.parley.routing.topics.RoutingSinks;
import io.parley.routing.topics.RoutingSources;
import io.parley.routing.topics.ToUser;
import io.parley.routing.topics.TracedEvent;
import io.parley.routing.topics.UserInputs;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.job.Jobs;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The delivery-routing job. Its README shows the topology. */
public final class DeliveryRoutingJob {

  /** The job's names, topics and operators. */
  public static final JobSpec JOB = JobCatalogue.load().job(Jobs.ROUTING);

  private DeliveryRoutingJob() {}

  /** Submits the job; see {@link JobMain}. */
  public static void main(String[] args) throws Exception {
    JobMain.of(JOB, RoutingOptions.GROUPS, RoutingOptions::read)
        .run(
            args,
            (env, options) ->
                build(env, options, RoutingSources.of(options), RoutingSinks.of(options)));
  }

  /** Puts the job together; production, tests and the local run share it. */
  public static void build(
      StreamExecutionEnvironment env,
      RoutingOptions options,
      RoutingSources sources,
      RoutingSinks sinks) {
    RoutingInputs inputs = new RoutingInputs(env, sources, options);
    var gateways = inputs.gateways().broadcast(GatewayState.DESCRIPTOR);

    var fannedOut =
        inputs
            .events()
            .keyBy(TracedEvent::conversation)
            .connect(gateways)
            .process(
                new ConversationFanOut(options.large(), options.routing().gatewayLease()),
                UserInputs.TYPE)
            .uid("fan-out")
            .name("Fan out")
            .setDescription("Fan out: from an event of a conversation to its members");

    var routed =
        fannedOut
            .union(inputs.sessions(), inputs.receipts(), inputs.statuses(), inputs.readCursors())
            .keyBy(ToUser::userId)
            .connect(gateways)
            .process(new DeviceRouter(options.routing()))
            .uid("route")
            .name("Route to devices")
            .setDescription("Route to devices: deliver, ask for a SYNC, or request a push");

    var rows =
        routed
            .getSideOutput(DeviceRouter.CURSORS)
            .keyBy(DeviceCursor::userId)
            .transform(
                "Newest device cursors",
                TypeInformation.of(DeviceCursor.class),
                new NewestPerKey<>(DeviceCursor::key, DeviceCursor::eventId, options.rowInterval()))
            .uid("newest-device-cursors")
            .setDescription("Newest device cursors: one row per device at intervals");

    routed.sinkTo(sinks.deliveries()).uid("deliveries").name("Deliveries");
    routed.getSideOutput(DeviceRouter.PUSHES).sinkTo(sinks.pushes()).uid("pushes").name("Pushes");
    rows.sinkTo(sinks.cursors()).uid("device-cursors").name("Device cursors");
    fannedOut
        .getSideOutput(ConversationFanOut.BROADCASTS)
        .sinkTo(sinks.broadcasts())
        .uid("broadcasts")
        .name("Broadcasts");
    inputs.deadLetters().sinkTo(sinks.deadLetters()).uid("dead-letters").name("Dead letters");
  }
}
