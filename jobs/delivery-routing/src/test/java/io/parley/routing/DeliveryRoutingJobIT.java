package io.parley.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.routing.fleet.FleetDevice;
import io.parley.routing.fleet.GatewayFleet;
import io.parley.routing.fleet.RoutingRig;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job against real servers and a fleet of gateways. One job serves all tests; each has users
 * and conversations of its own.
 */
@UsesLocalServers({Server.KAFKA, Server.CQL, Server.REGISTRY})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryRoutingJobIT {

  private static final List<String> BOTH = List.of("g1", "g2");

  private RoutingRig rig;
  private MiniFlink flink;
  private RunningJob job;
  private GatewayFleet fleet;
  private int sequence;

  @BeforeAll
  void start(LocalServers servers, @TempDir Path checkpoints) throws Exception {
    rig = new RoutingRig(servers, "routing", 2);
    flink = MiniFlink.start(1, 2);
    RoutingOptions options =
        rig.options(
            "--routing.session.lease=8s",
            "--routing.session.rest=10min",
            "--routing.gateway.sighting-interval=1s",
            "--routing.redelivery.first-delay=500ms",
            "--routing.redelivery.attempts=3",
            "--routing.pending.per-conversation=50",
            "--routing.large-group.threshold=4");
    StreamExecutionEnvironment env =
        flink.environment(checkpoints, 2, "--execution.checkpointing.interval=500ms");
    DeliveryRoutingJob.build(env, options, RoutingSources.of(options), RoutingSinks.of(options));
    job = flink.submit(env).awaitRunning();
    fleet = new GatewayFleet(rig);
  }

  @AfterAll
  void stop() throws Exception {
    job.cancel();
    fleet.close();
    flink.close();
    rig.close();
  }

  @Test
  void everyDeviceGetsEverythingInOrderAndItsReceiptsMoveItsCursor() throws Exception {
    FleetDevice phone = fleet.connect("ann", "phone", "g1");
    FleetDevice laptop = fleet.connect("ann", "laptop", "g2");
    FleetDevice other = fleet.connect("bob", "phone", "g2");
    awaitKnown("plain", phone, laptop, other);
    List<Long> events = new ArrayList<>(phone.events());
    for (int n = 0; n < 20; n++) {
      events.add(says("plain", "eve"));
    }
    long last = events.get(events.size() - 1);

    fleet.awaitUntil("all devices have all", () -> haveAll(events, phone, laptop, other));

    assertThat(phone.events()).isEqualTo(events);
    assertThat(laptop.events()).isEqualTo(events);
    fleet.awaitUntil("the cursor", () -> rig.cursor("ann", "laptop", "plain") == last);
  }

  @Test
  void whoWasAwayIsPushedAndGetsEverythingMissedInOrder() throws Exception {
    FleetDevice phone = fleet.connect("cid", "phone", "g1");
    awaitKnown("away", phone);
    fleet.disconnect(phone);
    List<Long> missed = List.of(says("away", "eve"), says("away", "eve"), says("away", "eve"));
    fleet.awaitUntil("a push request", () -> !pushesTo("cid").isEmpty());

    fleet.reconnect(phone, "g2");
    fleet.awaitUntil("all that was missed", () -> haveAll(missed, phone));

    assertThat(phone.events()).endsWith(missed.toArray(Long[]::new));
    assertThat(pushesTo("cid")).first().extracting(PushRequest::getCollapseKey).isEqualTo("away");
  }

  @Test
  void whoMissedTooMuchGetsASync() throws Exception {
    FleetDevice phone = fleet.connect("dan", "phone", "g1");
    awaitKnown("much", phone);
    fleet.disconnect(phone);
    long first = says("much", "eve");
    for (int n = 0; n < 60; n++) {
      says("much", "eve");
    }
    fleet.awaitUntil("a push request", () -> !pushesTo("dan").isEmpty());
    awaitRouted("much");

    fleet.reconnect(phone, "g1");
    fleet.awaitUntil("a SYNC", () -> !syncs(phone).isEmpty());

    assertThat(syncs(phone)).first().isEqualTo(first - 1);
  }

  @Test
  void whatWasSentIntoAKilledGatewayGoesToTheNextSession() throws Exception {
    FleetDevice phone = fleet.connect("fay", "phone", "doomed");
    awaitKnown("killed", phone);
    fleet.kill("doomed");
    List<Long> lost = List.of(says("killed", "eve"), says("killed", "eve"));
    fleet.awaitUntil("the lease ends and she is pushed", () -> !pushesTo("fay").isEmpty());

    fleet.reconnect(phone, "g1");
    fleet.awaitUntil("the lost ones", () -> haveAll(lost, phone));

    assertThat(phone.attempts(lost.get(0)))
        .as("attempts after the kill")
        .isNotEmpty()
        .doesNotContainAnyElementsOf(fleet.attemptsLost(lost.get(0)));
  }

  @Test
  void aDeviceThatNeverAcknowledgesCountsAsGoneAfterItsAttempts() throws Exception {
    FleetDevice phone = fleet.connect("gus", "phone", "g1");
    awaitKnown("silent", phone);
    fleet.goSilent(phone);

    long event = says("silent", "eve");
    fleet.awaitUntil("the session counts as dead", () -> !pushesTo("gus").isEmpty());
    says("silent", "eve");
    awaitRouted("silent");

    assertThat(phone.attempts(event)).containsExactly(1, 2, 3);
    assertThat(phone.events()).endsWith(event);
  }

  @Test
  void aLargeGroupIsBroadcastOncePerLiveGateway() throws Exception {
    fleet.connect("hal", "phone", "g1");
    fleet.connect("ivy", "phone", "g2");
    publish(Events.join("large", nextId(), "hal", "ivy", "u1", "u2", "u3"));
    List<Long> events = new ArrayList<>();

    fleet.awaitUntil(
        "an event reaches both gateways",
        () -> {
          events.add(says("large", "hal"));
          return events.stream().anyMatch(e -> fleet.broadcastsOf(e).containsAll(BOTH));
        });

    assertThat(events).allSatisfy(e -> assertThat(fleet.broadcastsOf(e)).doesNotHaveDuplicates());
  }

  @Test
  void whoIsAwayIsPushedForALargeGroupTooAndFetchesWhatWasMissed() throws Exception {
    FleetDevice phone = fleet.connect("kim", "phone", "g1");
    FleetDevice other = fleet.connect("lea", "phone", "g2");
    awaitKnown("crowd", phone, other);
    publish(Events.join("crowd", nextId(), "u1", "u2", "u3", "u4"));
    fleet.disconnect(phone);
    awaitGone("kim", "crowd-marker");

    long missed = says("crowd", "eve");
    fleet.awaitUntil(
        "a push request",
        () -> pushesTo("kim").stream().anyMatch(push -> push.getMessageId() == missed));
    fleet.reconnect(phone, "g2");
    fleet.awaitUntil("what was missed", () -> haveAll(List.of(missed), phone));

    assertThat(pushesTo("lea")).as("pushes to a member who is connected").isEmpty();
  }

  @Test
  void whatIsNoRecordBecomesADeadLetterAndTheJobGoesOn() throws Exception {
    rig.kafka().send(rig.topic(Topics.EVENTS), "c".getBytes(UTF_8), new byte[] {1, 2, 3});
    rig.kafka().send(rig.topic(Topics.RECEIPTS), null, new byte[0]);

    assertThat(rig.kafka().read(rig.topic(Topics.DEAD_LETTERS), IsolationLevel.READ_COMMITTED, 2))
        .hasSize(2);
    awaitRouted("after");
  }

  /** Read committed nothing is doubled, although the restart routed part of it twice. */
  @Test
  void aRestartLosesNothingAndCommitsNothingTwice() throws Exception {
    FleetDevice phone = fleet.connect("joe", "phone", "g1");
    awaitKnown("restart", phone);
    List<Long> events = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      events.add(says("restart", "eve"));
      if (n == 20) {
        flink.stopTaskManager(0);
        flink.startTaskManager();
      }
    }

    fleet.awaitUntil("all arrived", () -> haveAll(events, phone));

    job.awaitRunning().awaitCheckpoints(2);
    List<String> committed = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        rig.kafka().readAll(rig.topic(Topics.DELIVERIES), IsolationLevel.READ_COMMITTED)) {
      Delivery delivery = rig.decode(Delivery.class, record.value());
      if (delivery.getKind() == DeliveryKind.DIRECT && "joe".equals(delivery.getRecipientId())) {
        committed.add(delivery.getEvent().getEventId() + "#" + delivery.getAttempt());
      }
    }
    assertThat(committed)
        .doesNotHaveDuplicates()
        .containsAll(events.stream().map(id -> id + "#1").toList());
  }

  /** Waits until the job knows the devices: each has the event with which its user joined. */
  private void awaitKnown(String conversation, FleetDevice... devices) throws Exception {
    String[] users =
        Arrays.stream(devices).map(FleetDevice::user).distinct().toArray(String[]::new);
    publish(Events.join(conversation, nextId(), users));
    fleet.awaitUntil(
        "the devices are known",
        () -> Arrays.stream(devices).noneMatch(device -> device.events().isEmpty()));
  }

  /** Waits until what was published of a conversation before has been fanned out. */
  private void awaitRouted(String conversation) throws Exception {
    awaitKnown(conversation, fleet.connect("marker-of-" + conversation, "phone", "g1"));
  }

  /** Waits until a user counts as away: a message of a small conversation causes a push request. */
  private void awaitGone(String user, String conversation) throws Exception {
    publish(Events.join(conversation, nextId(), user));
    fleet.awaitUntil(
        user + " counts as away",
        () -> {
          says(conversation, "eve");
          return pushesTo(user).stream()
              .anyMatch(push -> push.getConversationId().equals(conversation));
        });
  }

  private static List<Long> syncs(FleetDevice device) {
    return device.taken().stream()
        .filter(delivery -> delivery.getKind() == DeliveryKind.SYNC)
        .map(Delivery::getAfterEventId)
        .toList();
  }

  private static boolean haveAll(List<Long> events, FleetDevice... devices) {
    return Arrays.stream(devices).allMatch(d -> d.events().containsAll(events));
  }

  private List<PushRequest> pushesTo(String user) throws Exception {
    List<PushRequest> pushes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        rig.kafka().readAll(rig.topic(Topics.PUSH), IsolationLevel.READ_COMMITTED)) {
      if (user.equals(new String(record.key(), UTF_8))) {
        pushes.add(rig.decode(PushRequest.class, record.value()));
      }
    }
    return pushes;
  }

  private long says(String conversation, String sender) throws Exception {
    return publish(Events.message(conversation, nextId(), sender, "phone"));
  }

  private long publish(ConversationEvent event) throws Exception {
    rig.send(Topics.EVENTS, ConversationEvent.class, event.getConversationId(), event);
    return event.getEventId();
  }

  private long nextId() {
    return Snowflake.of(System.currentTimeMillis(), 0, 0, sequence++ % 1000);
  }
}
