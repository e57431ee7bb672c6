package io.parley.routing.operator;

import io.parley.routing.Events;
import io.parley.routing.domain.GatewaySign;
import io.parley.routing.domain.PushPolicy;
import io.parley.routing.domain.RoutingPolicy;
import io.parley.routing.domain.UserInput;
import io.parley.routing.domain.UserInput.EventKind;
import io.parley.routing.domain.UserInputCodec;
import io.parley.routing.topics.EncodedDelivery;
import io.parley.routing.topics.ToUser;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.wire.AvroBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/**
 * The router as an operator in Flink's harness. Users have a phone at gateway g1, and get the
 * message {@link #MESSAGE} of conversation "c". A watermark of an input says up to which time it
 * has been read.
 */
final class RouterUnderTest implements AutoCloseable {

  static final RoutingPolicy POLICY =
      new RoutingPolicy(
          15_000,
          5_000,
          60_000,
          0,
          64,
          1_000,
          16,
          30 * 86_400_000L,
          PushPolicy.USER,
          5_000,
          60_000,
          60_000);
  static final long NOW = Events.START;
  static final long MESSAGE = Events.id(2);
  private static final int MAX_PARALLELISM = 120;

  private final int parallelism;
  private final int subtask;
  private long elapsed;
  private final KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery>
      harness;

  RouterUnderTest() throws Exception {
    this(1, 0, null);
  }

  /** One subtask, with the part of a snapshot of a single subtask that is its own. */
  RouterUnderTest(int parallelism, int subtask, OperatorSubtaskState state) throws Exception {
    this.parallelism = parallelism;
    this.subtask = subtask;
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new DeviceRouter(POLICY, () -> elapsed * 1_000_000),
                List.of(GatewayState.DESCRIPTOR)),
            ToUser::userId,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    if (state != null) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, MAX_PARALLELISM, 1, parallelism, subtask));
    }
    harness.open();
  }

  /** Whether the users' state is here and not in another subtask. */
  boolean owns(String user) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(user, MAX_PARALLELISM, parallelism)
        == subtask;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** Time passes for state that expires. */
  void stateAges(Duration by) throws Exception {
    harness.setStateTtlProcessingTime(by.toMillis());
  }

  /** The user becomes a member of the large conversation "big", or it has become large. */
  void entersLarge(String user) throws Exception {
    send(
        new ToUser(
            user,
            NOW,
            UserInputCodec.pack(
                new UserInput.Large("big", MESSAGE, Events.id(1), UserInput.LargeChange.ENTERED))));
  }

  /** So much time has passed since {@link #NOW} that it is this time. No clock shows it. */
  void elapseTo(long time) {
    elapsed = Math.max(elapsed, time - NOW);
  }

  /** The machine's clock. */
  void machineTime(long time) throws Exception {
    harness.setProcessingTime(time);
  }

  void connect(String user) throws Exception {
    sign(NOW);
    send(session(user, SessionState.CONNECTED));
  }

  void logOut(String user) throws Exception {
    send(session(user, SessionState.LOGGED_OUT));
  }

  /** A sign of life of the gateway that was appended at a time. */
  void sign(long at) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(new GatewaySign("g1", 1, false, at)));
  }

  /** The gateways have been read up to a time. */
  void gatewaysReadUpTo(long time) throws Exception {
    harness.processBroadcastWatermark(new Watermark(time));
  }

  /** Sessions and receipts have been read up to a time. */
  void usersReadUpTo(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
  }

  /** It is this time, and everything has been read up to now, a fresh sign of life included. */
  void readUpTo(long time) throws Exception {
    elapseTo(time);
    worksOffUpTo(time);
  }

  /** The same, and it takes no time: the task works off a backlog. */
  void worksOffUpTo(long time) throws Exception {
    sign(time);
    usersReadUpTo(time);
    gatewaysReadUpTo(time);
  }

  void receipt(String user) throws Exception {
    send(
        new ToUser(
            user,
            NOW,
            UserInputCodec.pack(new UserInput.Acknowledgement("c", "phone", MESSAGE, false, NOW))));
  }

  void message(String user) throws Exception {
    message(user, 2);
  }

  /** The n-th event of the conversation. */
  void message(String user, int n) throws Exception {
    message(user, n, NOW);
  }

  /** The same, from which the task learns that it is a certain time or later. */
  void message(String user, int n, long at) throws Exception {
    ConversationEvent event = Events.message("c", Events.id(n), "eve", "phone");
    send(
        new ToUser(
            user,
            at,
            UserInputCodec.pack(
                new UserInput.Event(
                    "c",
                    event.getEventId(),
                    Events.id(n - 1),
                    EventKind.MESSAGE,
                    event.getEventId(),
                    "eve",
                    "phone",
                    MessageType.TEXT,
                    NOW,
                    false,
                    false,
                    true,
                    new AvroBytes<>(ConversationEvent.class).of(event),
                    null))));
  }

  private void send(ToUser input) throws Exception {
    harness.processElement(new StreamRecord<>(input));
  }

  private static ToUser session(String user, SessionState state) {
    return new ToUser(
        user, NOW, UserInputCodec.pack(new UserInput.Session("phone", "g1", 1, 7, state, NOW)));
  }

  /** The times of what came out since the last call of {@link #deliveries}. */
  List<Long> times() {
    return harness.extractOutputValues().stream().map(EncodedDelivery::timestamp).toList();
  }

  /** What came out since the last call. */
  List<Delivery> deliveries() throws Exception {
    List<Delivery> deliveries = new ArrayList<>();
    for (EncodedDelivery encoded : harness.extractOutputValues()) {
      deliveries.add(
          new SpecificDatumReader<>(Delivery.class)
              .read(null, DecoderFactory.get().binaryDecoder(encoded.value(), null)));
    }
    harness.getOutput().clear();
    return deliveries;
  }

  /** All push requests that came out. */
  List<PushRequest> pushes() {
    var pushes = harness.getSideOutput(DeviceRouter.PUSHES);
    return pushes == null
        ? List.of()
        : pushes.stream().map(record -> (PushRequest) record.getValue().value()).toList();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  int stateEntries() {
    var operator = (AbstractStreamOperator<?>) harness.getOperator();
    return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
