package io.parley.routing.device;

import io.parley.common.kafka.Outgoing;
import io.parley.routing.UserInput;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.push.PushRequest;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps the state and the timer of each user and lets {@link UserRouter} decide. Key: user_id.
 *
 * <p>Deliveries come out in order for each device; a sink must be chained to this operator, or run
 * with the same key, to keep it. A user has at most one timer, at the earliest time that anything
 * is due; when it fires, what is due then is found by looking.
 */
public final class DeviceRouter extends KeyedProcessFunction<String, UserInput, Outgoing<Delivery>>
    implements CheckpointedFunction {

  /** Requests to wake users, by user_id. */
  public static final OutputTag<Outgoing<PushRequest>> PUSHES =
      new OutputTag<>("pushes", Outgoing.typeOf(PushRequest.class));

  /** How far devices have acknowledged. */
  public static final OutputTag<DeviceCursor> CURSORS = new OutputTag<>("cursors") {};

  private final RoutingPolicy policy;
  private final Retention retention;

  private transient ListState<Long> storedEvents;
  private transient DeviceMetrics metrics;
  private transient UserState state;
  private transient UserRouter router;
  private transient Output output;

  public DeviceRouter(RoutingPolicy policy, Retention retention) {
    this.policy = policy;
    this.retention = retention;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    // Bound: one number a subtask, the gauge "pending". Overwritten at each checkpoint.
    storedEvents =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("stored-events", Types.LONG));
    long stored = 0;
    for (long part : storedEvents.get()) {
      stored += part;
    }
    metrics = new DeviceMetrics(getRuntimeContext().getMetricGroup(), stored);
  }

  @Override
  public void open(OpenContext context) {
    state = new UserState(getRuntimeContext(), retention);
    output = new Output();
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    storedEvents.update(List.of(metrics.storedEvents()));
  }

  @Override
  public void processElement(UserInput input, Context context, Collector<Outgoing<Delivery>> out) {
    long now = begin(context, out);
    output.recordTime = input.recordTime();
    if (input.event() != null) {
      router.onEvent(input.userId(), input.event(), now);
    } else if (input.session() != null) {
      router.onSession(input.session(), now);
    } else if (input.receipt() != null) {
      router.onReceipt(input.receipt(), now);
    } else if (input.nudge() != null) {
      router.onNudge(input.userId(), input.nudge(), now);
    } else {
      router.onNotice(input.notice(), now);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Outgoing<Delivery>> out) {
    long now = begin(context, out);
    state.wake().set(null);
    router.onTime(context.getCurrentKey(), now);
  }

  /** How many events this subtask has stored for its users; the gauge "pending". */
  long storedEvents() {
    return metrics.storedEvents();
  }

  private long begin(Context context, Collector<Outgoing<Delivery>> out) {
    output.context = context;
    output.out = out;
    output.now = context.timerService().currentProcessingTime();
    if (router == null) {
      router = new UserRouter(state, output, policy, output.now);
    }
    return output.now;
  }

  /** Passes decisions on to Flink, for the call that is under way. */
  private final class Output implements UserOutput {
    private Context context;
    private Collector<Outgoing<Delivery>> out;
    private long now;
    private long recordTime;

    @Override
    public void deliver(Delivery delivery, String traceparent) {
      metrics.delivered(delivery, now);
      out.collect(new Outgoing<>(delivery.getGatewayId(), delivery, now, traceparent));
    }

    @Override
    public void push(PushRequest request) {
      metrics.pushed();
      context.output(PUSHES, new Outgoing<>(request.getUserId(), request, now, null));
    }

    @Override
    public void cursor(String user, String device, String conversation, long eventId) {
      context.output(CURSORS, new DeviceCursor(user, device, conversation, eventId, recordTime));
    }

    @Override
    public void wakeAt(long time) {
      Long registered = state.wake().get();
      if (registered != null && registered <= time) {
        return;
      }
      if (registered != null) {
        context.timerService().deleteProcessingTimeTimer(registered);
      }
      context.timerService().registerProcessingTimeTimer(time);
      state.wake().set(time);
    }

    @Override
    public void count(Occurrence occurrence) {
      metrics.count(occurrence);
    }

    @Override
    public void storedEvents(int more) {
      metrics.storedEvents(more);
    }

    @Override
    public void acknowledgedAfter(long millis) {
      metrics.acknowledgedAfter(millis);
    }
  }
}
