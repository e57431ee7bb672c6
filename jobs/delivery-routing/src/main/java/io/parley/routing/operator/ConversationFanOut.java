package io.parley.routing.operator;

import io.parley.common.metrics.LatencyHistogram;
import io.parley.routing.domain.ConversationOutput;
import io.parley.routing.domain.ConversationRouter;
import io.parley.routing.domain.GatewaySign;
import io.parley.routing.domain.GatewayTable;
import io.parley.routing.domain.InputTime;
import io.parley.routing.domain.LargeGroupPolicy;
import io.parley.routing.domain.Pace;
import io.parley.routing.topics.DeliveryWriter;
import io.parley.routing.topics.EncodedDelivery;
import io.parley.routing.topics.ToUser;
import io.parley.routing.topics.TracedEvent;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.wire.AvroBytes;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Fans each event out to the users whom it concerns. Key: conversation_id. It keeps the state of
 * each conversation and the live gateways, and {@link ConversationRouter} decides. Its main output
 * goes to users. A conversation has a timer only during a round over its members and in the quiet
 * interval after it. These timers are in processing time, because they only set the pace.
 */
public final class ConversationFanOut
    extends KeyedBroadcastProcessFunction<String, TracedEvent, GatewaySign, ToUser>
    implements CheckpointedFunction {

  /** Events of large conversations, once for each live gateway. */
  public static final OutputTag<EncodedDelivery> BROADCASTS =
      new OutputTag<>("broadcasts", TypeInformation.of(EncodedDelivery.class));

  private final LargeGroupPolicy policy;
  private final long gatewayLease;

  private transient ConversationState state;
  private transient GatewayState gatewayState;
  private transient GatewayTable gateways;
  private transient TaskTime taskTime;
  private transient Pace pace;
  private transient AvroBytes<ConversationEvent> encoder;
  private transient DeliveryWriter writer;
  private transient Metrics metrics;

  /**
   * @param gatewayLease a gateway without a sign of life for this long gets no broadcasts
   */
  public ConversationFanOut(LargeGroupPolicy policy, long gatewayLease) {
    this.policy = policy;
    this.gatewayLease = gatewayLease;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    taskTime = new TaskTime(context.getOperatorStateStore(), System::nanoTime);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    taskTime.snapshot();
  }

  @Override
  public void open(OpenContext context) {
    state = new ConversationState(getRuntimeContext());
    gatewayState = new GatewayState();
    gateways = new GatewayTable(gatewayState, gatewayLease);
    pace = new Pace(policy.membersPerSecond(), 0);
    encoder = new AvroBytes<>(ConversationEvent.class);
    writer = new DeliveryWriter();
    metrics = new Metrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(TracedEvent traced, ReadOnlyContext context, Collector<ToUser> out) {
    ConversationEvent event = traced.event();
    InputTime time = taskTime.at(ConversationRouter.appendedAt(event), context.currentWatermark());
    router(context, time, out)
        .onEvent(event, traced.traceparent(), context.currentProcessingTime());
  }

  @Override
  public void onTimer(long askedFor, OnTimerContext context, Collector<ToUser> out) {
    InputTime time = taskTime.at(context.currentWatermark());
    router(context, time, out).onTime(askedFor, context.currentProcessingTime());
  }

  @Override
  public void processBroadcastElement(GatewaySign sign, Context context, Collector<ToUser> out) {
    gatewayState.use(context.getBroadcastState(GatewayState.DESCRIPTOR));
    gateways.apply(sign, taskTime.at(sign.appendedAt(), context.currentWatermark()));
  }

  private ConversationRouter router(
      ReadOnlyContext context, InputTime time, Collector<ToUser> out) {
    return new ConversationRouter(state, new Output(context, time, out), policy, pace, encoder);
  }

  /** Passes decisions on to Flink, for one event. */
  private final class Output implements ConversationOutput {
    private final ReadOnlyContext context;
    private final InputTime time;
    private final Collector<ToUser> out;

    Output(ReadOnlyContext context, InputTime time, Collector<ToUser> out) {
      this.context = context;
      this.time = time;
      this.out = out;
    }

    @Override
    public void toUser(String userId, byte[] packed) {
      out.collect(new ToUser(userId, taskTime.read(), packed));
    }

    @Override
    public void broadcast(ConversationEvent event, byte[] encoded, String traceparent) {
      gatewayState.use(context.getBroadcastState(GatewayState.DESCRIPTOR));
      List<String> live = gateways.live(time);
      if (live.isEmpty()) {
        metrics.broadcastsWithoutGateway.inc();
      }
      for (String gateway : live) {
        metrics.broadcasts.inc();
        byte[] delivery = writer.broadcast(gateway, event.getConversationId(), encoded);
        context.output(
            BROADCASTS, new EncodedDelivery(gateway, delivery, taskTime.latest(), traceparent));
      }
      metrics.sendToDelivery.update(context.currentProcessingTime() - event.getCommandAppendedAt());
    }

    @Override
    public void wakeAt(long time) {
      context.timerService().registerProcessingTimeTimer(time);
    }

    @Override
    public void repeated() {
      metrics.repeatedEvents.inc();
    }

    @Override
    public void withoutMembers() {
      metrics.eventsWithoutMembers.inc();
    }
  }

  private static final class Metrics {
    final Counter repeatedEvents;
    final Counter eventsWithoutMembers;
    final Counter broadcasts;
    final Counter broadcastsWithoutGateway;
    final LatencyHistogram sendToDelivery;

    Metrics(MetricGroup group) {
      repeatedEvents = group.counter("repeatedEvents");
      eventsWithoutMembers = group.counter("eventsWithoutMembers");
      broadcasts = group.addGroup("kind", "BROADCAST").counter("deliveries");
      broadcastsWithoutGateway = group.counter("broadcastsWithoutGateway");
      sendToDelivery = new LatencyHistogram(group, "sendToDeliveryMs");
    }
  }
}
