package io.parley.routing;

import io.parley.common.decode.DecodeFunction;
import io.parley.common.decode.Incoming;
import io.parley.common.decode.IntakeServices;
import io.parley.common.decode.RecordCheck;
import io.parley.common.job.JobMain;
import io.parley.common.kafka.Outgoing;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.types.RecordTypes;
import io.parley.routing.conversation.ConversationFanOut;
import io.parley.routing.conversation.GatewaySightings;
import io.parley.routing.device.DeviceRouter;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.job.Jobs;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The delivery-routing job. Its README has the picture. */
public final class DeliveryRoutingJob {

  /** Its names, topics and operators. */
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
    Inputs inputs = new Inputs(env, sources.intake());
    var events = inputs.read(sources.events(), "events", Topics.EVENTS, ConversationEvent.class);
    var sessions = inputs.read(sources.sessions(), "sessions", Topics.SESSIONS, SessionEvent.class);
    var receipts = inputs.read(sources.receipts(), "receipts", Topics.RECEIPTS, Receipt.class);

    var gateways =
        sessions
            .map(Incoming::value, RecordTypes.avro(SessionEvent.class))
            .uid("session-values")
            .name("Session values")
            .process(new GatewaySightings(options.sightingInterval()))
            .uid("gateway-sightings")
            .name("Gateway sightings")
            .broadcast(ConversationFanOut.GATEWAYS);

    var fannedOut =
        events
            .map(in -> new TracedEvent(in.value(), in.source().traceparent()), TracedEvent.TYPE)
            .uid("traced-events")
            .name("Traced events")
            .keyBy(TracedEvent::conversation)
            .connect(gateways)
            .process(
                new ConversationFanOut(options.large(), options.routing().sessions().lease()),
                UserInput.TYPE)
            .uid("fan-out")
            .name("Fan out");

    var userSessions =
        sessions
            .map(in -> UserInput.of(in.value(), in.source().timestamp()), UserInput.TYPE)
            .uid("user-sessions")
            .name("Sessions by user");

    var userReceipts =
        receipts
            .map(in -> UserInput.of(in.value(), in.source().timestamp()), UserInput.TYPE)
            .uid("user-receipts")
            .name("Receipts by user");

    var routed =
        fannedOut
            .union(userSessions, userReceipts)
            .keyBy(UserInput::userId)
            .process(
                new DeviceRouter(options.routing(), options.retention()),
                Outgoing.typeOf(Delivery.class))
            .uid("route")
            .name("Route to devices");

    routed.sinkTo(sinks.deliveries()).uid("deliveries").name("Deliveries");
    fannedOut
        .getSideOutput(ConversationFanOut.BROADCASTS)
        .sinkTo(sinks.broadcasts())
        .uid("broadcasts")
        .name("Broadcasts");
    routed.getSideOutput(DeviceRouter.PUSHES).sinkTo(sinks.pushes()).uid("pushes").name("Pushes");
    routed
        .getSideOutput(DeviceRouter.CURSORS)
        .sinkTo(sinks.cursors())
        .uid("cursors")
        .name("Device cursors");
    events
        .getSideOutput(DecodeFunction.DEAD_LETTERS)
        .union(
            sessions.getSideOutput(DecodeFunction.DEAD_LETTERS),
            receipts.getSideOutput(DecodeFunction.DEAD_LETTERS))
        .sinkTo(sinks.deadLetters())
        .uid("dead-letters")
        .name("Dead letters");
  }

  /** Reads topics: a source, and chained to it the decoding that sets dead letters aside. */
  private record Inputs(StreamExecutionEnvironment env, IntakeServices intake) {

    <T extends SpecificRecord> SingleOutputStreamOperator<Incoming<T>> read(
        Source<SourceRecord, ?, ?> source, String name, String topic, Class<T> type) {
      RecordCheck<T> check = RecordCheck.contract(TopicCatalogue.load().topic(topic));
      return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Read " + name)
          .uid("read-" + name)
          .process(new DecodeFunction<>(type, check, intake))
          .uid("decode-" + name)
          .name("Decode " + name);
    }
  }
}
