package io.parley.routing.operator;

import io.parley.common.kafka.Outgoing;
import io.parley.routing.domain.DeviceCursor;
import io.parley.routing.domain.GatewaySign;
import io.parley.routing.domain.GatewayTable;
import io.parley.routing.domain.InputTime;
import io.parley.routing.domain.Pace;
import io.parley.routing.domain.RoutingCounter;
import io.parley.routing.domain.RoutingPolicy;
import io.parley.routing.domain.Unseen;
import io.parley.routing.domain.UserInput;
import io.parley.routing.domain.UserInputCodec;
import io.parley.routing.domain.UserOutput;
import io.parley.routing.domain.UserRouter;
import io.parley.routing.topics.DeliveryWriter;
import io.parley.routing.topics.EncodedDelivery;
import io.parley.routing.topics.PushRequests;
import io.parley.routing.topics.ToUser;
import io.parley.schemas.push.PushRequest;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Routes each input of a user to the user's devices. Key: user_id. It keeps the state of each user
 * and the live gateways, and {@link UserRouter} decides. Its main output is deliveries to single
 * devices. A user has at most one timer, and only while something is unacknowledged or a
 * notification is held. It is an event-time timer, so it fires when receipts, sessions and gateways
 * have been read beyond its time.
 */
public final class DeviceRouter
    extends KeyedBroadcastProcessFunction<String, ToUser, GatewaySign, EncodedDelivery>
    implements CheckpointedFunction {

  /** Notifications, and requests to take notifications back. */
  public static final OutputTag<Outgoing<PushRequest>> PUSHES =
      new OutputTag<>("pushes", Outgoing.typeOf(PushRequest.class));

  /** Rows of the table {@code device_cursors}. */
  public static final OutputTag<DeviceCursor> CURSORS =
      new OutputTag<>("device-cursors", TypeInformation.of(DeviceCursor.class));

  /**
   * The SYNCs of sessions that begin may exceed the rate for this long, so that they go out at once
   * unless many sessions begin.
   */
  private static final long SYNC_BURST_MILLIS = 1_000;

  private final RoutingPolicy policy;
  private final TaskTime.Ticks ticks;

  private transient GatewayState gatewayState;
  private transient GatewayTable gateways;
  private transient TaskTime taskTime;
  private transient DeliveryWriter writer;
  private transient DeviceMetrics metrics;
  private transient Output output;
  private transient UserRouter router;

  public DeviceRouter(RoutingPolicy policy) {
    this(policy, System::nanoTime);
  }

  /** With an elapsed time that a test sets. */
  DeviceRouter(RoutingPolicy policy, TaskTime.Ticks ticks) {
    this.policy = policy;
    this.ticks = ticks;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    taskTime = new TaskTime(context.getOperatorStateStore(), ticks);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    taskTime.snapshot();
  }

  @Override
  public void open(OpenContext context) {
    gatewayState = new GatewayState();
    gateways = new GatewayTable(gatewayState, policy.gatewayLease());
    writer = new DeliveryWriter();
    metrics = new DeviceMetrics(getRuntimeContext().getMetricGroup());
    output = new Output();
    Duration expiry = Duration.ofMillis(policy.retention()).multipliedBy(2);
    router =
        new UserRouter(
            new UserState(getRuntimeContext(), expiry),
            new UserRouter.Environment(
                policy, gateways, new Pace(policy.syncsPerSecond(), SYNC_BURST_MILLIS), output));
  }

  @Override
  public void processElement(
      ToUser input, ReadOnlyContext context, Collector<EncodedDelivery> out) {
    InputTime time = taskTime.at(input.at(), context.currentWatermark());
    prepare(context, out);
    router.onInput(input.userId(), UserInputCodec.unpack(input.packed()), time);
  }

  @Override
  public void onTimer(long askedFor, OnTimerContext context, Collector<EncodedDelivery> out) {
    InputTime time = taskTime.at(context.currentWatermark());
    prepare(context, out);
    router.onTime(context.getCurrentKey(), askedFor, time);
  }

  @Override
  public void processBroadcastElement(
      GatewaySign sign, Context context, Collector<EncodedDelivery> out) {
    gatewayState.use(context.getBroadcastState(GatewayState.DESCRIPTOR));
    gateways.apply(sign, taskTime.at(sign.appendedAt(), context.currentWatermark()));
  }

  private void prepare(ReadOnlyContext context, Collector<EncodedDelivery> out) {
    gatewayState.use(context.getBroadcastState(GatewayState.DESCRIPTOR));
    output.context = context;
    output.out = out;
  }

  /** Passes decisions on to Flink, for the input that {@link #prepare} has set. */
  private final class Output implements UserOutput {
    private ReadOnlyContext context;
    private Collector<EncodedDelivery> out;

    private void deliver(String gateway, byte[] delivery, String traceparent) {
      out.collect(new EncodedDelivery(gateway, delivery, taskTime.latest(), traceparent));
    }

    @Override
    public void direct(Target to, UserInput.Event event) {
      metrics.direct(context.currentProcessingTime() - event.sentAt());
      deliver(
          to.gatewayId(),
          writer.direct(
              to.gatewayId(),
              event.conversationId(),
              to.userId(),
              to.deviceId(),
              to.epoch(),
              event.encoded()),
          event.traceparent());
    }

    @Override
    public void sync(Target to, String conversation, long after, Long upTo, int attempt) {
      metrics.sync(attempt);
      deliver(
          to.gatewayId(),
          writer.sync(
              to.gatewayId(),
              conversation,
              to.userId(),
              to.deviceId(),
              to.epoch(),
              after,
              upTo,
              attempt),
          null);
    }

    @Override
    public void notify(String userId, String conversation, Unseen message, int unread) {
      metrics.pushed();
      push(PushRequests.notify(userId, conversation, message, unread));
    }

    @Override
    public void clear(String userId, String conversation, long messageId) {
      metrics.cleared();
      push(PushRequests.clear(userId, conversation, messageId));
    }

    private void push(PushRequest request) {
      context.output(PUSHES, new Outgoing<>(request.getUserId(), request, taskTime.latest(), null));
    }

    @Override
    public void status(String gateway, String userId, UserInput.Status status) {
      metrics.status();
      byte[] delivery = writer.status(gateway, status.conversationId(), userId, status.encoded());
      deliver(gateway, delivery, status.traceparent());
    }

    @Override
    public void cursor(String gateway, String userId, UserInput.Cursor cursor) {
      metrics.cursor();
      byte[] delivery = writer.cursor(gateway, cursor.conversationId(), userId, cursor.encoded());
      deliver(gateway, delivery, cursor.traceparent());
    }

    @Override
    public void row(DeviceCursor cursor) {
      context.output(CURSORS, cursor);
    }

    @Override
    public void wakeAt(long at) {
      context.timerService().registerEventTimeTimer(at);
    }

    @Override
    public void count(RoutingCounter counter) {
      metrics.count(counter);
    }
  }
}
