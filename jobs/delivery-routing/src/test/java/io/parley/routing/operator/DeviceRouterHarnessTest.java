package io.parley.routing.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.routing.domain.AvroBytes;
import io.parley.routing.domain.GatewaySign;
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
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The router as an operator: outputs, timers on the input's time, and state after snapshot, restore
 * and rescale.
 *
 * <p>Seen red: with a timer on the machine's time; with the gateways outside the broadcast state.
 */
class DeviceRouterHarnessTest {

  private static final RoutingPolicy POLICY =
      new RoutingPolicy(
          15_000, 5_000, 60_000, 0, 64, 1_000, 16, 30 * 86_400_000L, 5_000, 60_000, 60_000);
  private static final int MAX_PARALLELISM = 120;
  private static final long NOW = Events.START;

  private final List<
          KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery>>
      open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var harness : open) {
      harness.close();
    }
  }

  @Test
  void aDeliveryBearsTheEventAndGoesAgainOnlyWhenTheInputHasBeenReadBeyondItsDeadline()
      throws Exception {
    var router = router(1, 0, null);
    connect(router, "ann");

    router.processElement(new StreamRecord<>(message("ann")));
    router.setProcessingTime(NOW + 3_600_000);
    assertThat(deliveries(router)).singleElement().satisfies(this::isTheMessage);
    readUpTo(router, NOW + 4_000);
    assertThat(deliveries(router)).isEmpty();
    readUpTo(router, NOW + 60_000);

    assertThat(deliveries(router))
        .singleElement()
        .satisfies(
            sync -> {
              assertThat(sync.getAfterEventId()).isEqualTo(Events.id(1));
              assertThat(sync.getUpToEventId()).isEqualTo(Events.id(2));
            });
  }

  private void isTheMessage(Delivery delivery) {
    assertThat(delivery.getRecipientId()).isEqualTo("ann");
    assertThat(delivery.getSessionEpoch()).isEqualTo(7);
    assertThat(delivery.getEvent()).isEqualTo(Events.message("c", Events.id(2), "eve", "phone"));
  }

  @Test
  void aNotificationComesOutWhenNobodyIsConnected() throws Exception {
    var router = router(1, 0, null);
    router.processElement(new StreamRecord<>(message("ann")));

    readUpTo(router, NOW + 6_000);

    assertThat(router.getSideOutput(DeviceRouter.PUSHES))
        .singleElement()
        .extracting(push -> push.getValue().value())
        .satisfies(
            push -> {
              PushRequest request = (PushRequest) push;
              assertThat(request.getRequestId()).isEqualTo("ann/c/" + Events.id(2) + "/NOTIFY");
              assertThat(request.getUnreadCount()).isEqualTo(1);
            });
  }

  @Test
  void nothingIsLeftWhenEverythingIsAcknowledgedAndTheDeviceLogsOut() throws Exception {
    var router = router(1, 0, null);
    connect(router, "ann");
    router.processElement(new StreamRecord<>(message("ann")));
    router.processElement(new StreamRecord<>(receipt("ann")));
    readUpTo(router, NOW + 10_000);
    router.processElement(new StreamRecord<>(session("ann", SessionState.LOGGED_OUT)));

    assertThat(stateEntries(router)).isZero();
    assertThat(router.numEventTimeTimers()).isZero();
  }

  @Test
  void whatIsOpenGoesOnAfterARestoreAtAnyParallelism() throws Exception {
    var before = router(1, 0, null);
    for (int n = 0; n < 20; n++) {
      connect(before, "u" + n);
      before.processElement(new StreamRecord<>(message("u" + n)));
      if (n % 2 == 0) {
        before.processElement(new StreamRecord<>(receipt("u" + n)));
      }
    }
    OperatorSubtaskState snapshot = before.snapshot(1, 1);

    List<String> toldAgain = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      var after = router(3, subtask, snapshot);
      sign(after);
      readUpTo(after, NOW + 10_000);
      sign(after);
      readUpTo(after, NOW + 30_000);
      deliveries(after).forEach(delivery -> toldAgain.add(delivery.getRecipientId()));
    }

    assertThat(toldAgain)
        .containsExactlyInAnyOrder("u1", "u3", "u5", "u7", "u9", "u11", "u13", "u15", "u17", "u19");
  }

  private static int stateEntries(
      KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery> router) {
    var operator = (AbstractStreamOperator<?>) router.getOperator();
    return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
  }

  private KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery> router(
      int parallelism, int subtask, OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery>(
            new CoBroadcastWithKeyedOperator<>(
                new DeviceRouter(POLICY), List.of(GatewayState.DESCRIPTOR)),
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
    open.add(harness);
    return harness;
  }

  private static void connect(
      KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery> router,
      String user)
      throws Exception {
    sign(router);
    router.processElement(new StreamRecord<>(session(user, SessionState.CONNECTED)));
  }

  private static void sign(
      KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery> router)
      throws Exception {
    router.processBroadcastElement(new StreamRecord<>(new GatewaySign("g1", 1, false, NOW)));
  }

  private static void readUpTo(
      KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery> router,
      long time)
      throws Exception {
    router.processBroadcastElement(new StreamRecord<>(new GatewaySign("g1", 1, false, time)));
    router.processWatermark(new Watermark(time));
    router.processBroadcastWatermark(new Watermark(time));
  }

  private static ToUser session(String user, SessionState state) {
    return new ToUser(
        user, NOW, UserInputCodec.pack(new UserInput.Session("phone", "g1", 1, 7, state, NOW)));
  }

  private static ToUser receipt(String user) {
    return new ToUser(
        user,
        NOW,
        UserInputCodec.pack(new UserInput.Acknowledgement("c", "phone", Events.id(2), false, NOW)));
  }

  private static ToUser message(String user) {
    ConversationEvent event = Events.message("c", Events.id(2), "eve", "phone");
    return new ToUser(
        user,
        NOW,
        UserInputCodec.pack(
            new UserInput.Event(
                "c",
                event.getEventId(),
                Events.id(1),
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
                null)));
  }

  private static List<Delivery> deliveries(
      KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery> router)
      throws Exception {
    List<Delivery> deliveries = new ArrayList<>();
    for (EncodedDelivery encoded : router.extractOutputValues()) {
      deliveries.add(
          new SpecificDatumReader<>(Delivery.class)
              .read(null, DecoderFactory.get().binaryDecoder(encoded.value(), null)));
    }
    router.getOutput().clear();
    return deliveries;
  }
}
