package io.parley.routing.conversation;

import io.parley.common.kafka.Outgoing;
import io.parley.common.metrics.LatencyHistogram;
import io.parley.routing.Deliveries;
import io.parley.routing.TracedEvent;
import io.parley.routing.UserInput;
import io.parley.routing.device.LargeConversationNotice;
import io.parley.routing.device.Nudge;
import io.parley.schemas.delivery.Delivery;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.OutputTag;

/**
 * Keeps the state of each conversation, and which gateways are live, and lets {@link
 * ConversationRouter} decide. Key: conversation_id. Sends to users through its main output. A
 * conversation has a timer only while its members are nudged, or were a quiet interval ago.
 */
public final class ConversationFanOut
    extends KeyedBroadcastProcessFunction<String, TracedEvent, GatewaySighting, UserInput> {

  /** Events of large conversations, once for each live gateway. */
  public static final OutputTag<Outgoing<Delivery>> BROADCASTS =
      new OutputTag<>("broadcasts", Outgoing.typeOf(Delivery.class));

  /**
   * By gateway_id, when it was last heard of. Bound: the gateways there are. Each sighting removes
   * those whose lease is over. The same in every subtask.
   */
  public static final MapStateDescriptor<String, Long> GATEWAYS =
      new MapStateDescriptor<>("gateways", Types.STRING, Types.LONG);

  private final LargeGroupPolicy policy;
  private final Duration gatewayLease;

  private transient ConversationState state;
  private transient NudgePace pace;
  private transient LiveGateways liveGateways;
  private transient Counter repeatedEvents;
  private transient Counter broadcasts;
  private transient Counter broadcastsWithoutGateway;
  private transient Counter nudges;
  private transient LatencyHistogram sendToDelivery;

  /**
   * @param gatewayLease a gateway that was not heard of for this long gets no broadcasts
   */
  public ConversationFanOut(LargeGroupPolicy policy, Duration gatewayLease) {
    this.policy = policy;
    this.gatewayLease = gatewayLease;
  }

  @Override
  public void open(OpenContext context) {
    state = new ConversationState(getRuntimeContext());
    pace = new NudgePace(policy.nudges().membersPerSecond());
    MetricGroup group = getRuntimeContext().getMetricGroup();
    repeatedEvents = group.counter("repeatedEvents");
    broadcasts = group.addGroup("kind", "BROADCAST").counter("deliveries");
    broadcastsWithoutGateway = group.counter("broadcastsWithoutGateway");
    nudges = group.counter("nudges");
    sendToDelivery = new LatencyHistogram(group, "sendToDeliveryMs");
  }

  @Override
  public void processElement(TracedEvent event, ReadOnlyContext context, Collector<UserInput> out) {
    router(context, out).onEvent(event, context.currentProcessingTime());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<UserInput> out) {
    router(context, out).onTime(context.currentProcessingTime());
  }

  @Override
  public void processBroadcastElement(
      GatewaySighting sighting, Context context, Collector<UserInput> out) throws Exception {
    BroadcastState<String, Long> gateways = context.getBroadcastState(GATEWAYS);
    gateways.put(sighting.gatewayId(), sighting.seenAt());
    long now = context.currentProcessingTime();
    for (String gone : liveGateways(now).goneOf(gateways.immutableEntries(), now)) {
      gateways.remove(gone);
    }
  }

  private ConversationRouter router(ReadOnlyContext context, Collector<UserInput> out) {
    return new ConversationRouter(state, new Output(context, out), policy, pace);
  }

  private LiveGateways liveGateways(long now) {
    if (liveGateways == null) {
      liveGateways = new LiveGateways(gatewayLease.toMillis(), now);
    }
    return liveGateways;
  }

  /** Passes decisions on to Flink, for one event. */
  private final class Output implements ConversationOutput {
    private final ReadOnlyContext context;
    private final Collector<UserInput> out;

    Output(ReadOnlyContext context, Collector<UserInput> out) {
      this.context = context;
      this.out = out;
    }

    @Override
    public void toUser(String userId, TracedEvent event) {
      out.collect(UserInput.of(userId, event));
    }

    @Override
    public void toUser(LargeConversationNotice notice) {
      out.collect(UserInput.of(notice));
    }

    @Override
    public void broadcast(TracedEvent event) {
      long now = context.currentProcessingTime();
      List<String> gateways = gateways(now);
      if (gateways.isEmpty()) {
        broadcastsWithoutGateway.inc();
      }
      for (String gateway : gateways) {
        broadcasts.inc();
        sendToDelivery.update(now - event.event().getCommandAppendedAt());
        Delivery delivery = Deliveries.broadcast(gateway, event.event());
        context.output(BROADCASTS, new Outgoing<>(gateway, delivery, now, event.traceparent()));
      }
    }

    private List<String> gateways(long now) {
      try {
        return liveGateways(now)
            .liveOf(context.getBroadcastState(GATEWAYS).immutableEntries(), now);
      } catch (Exception e) {
        throw new FlinkRuntimeException("The state backend failed; the task restarts.", e);
      }
    }

    @Override
    public void nudge(String userId, Nudge nudge) {
      nudges.inc();
      out.collect(UserInput.of(userId, nudge));
    }

    @Override
    public void wakeAt(long time) {
      context.timerService().registerProcessingTimeTimer(time);
    }

    @Override
    public void repeated() {
      repeatedEvents.inc();
    }
  }
}
