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
import io.parley.routing.topics.RoutingSinks;
import io.parley.routing.topics.RoutingSources;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.push.PushKind;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
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

  private static final Duration LEASE = Duration.ofSeconds(4);
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
            "--routing.gateway.lease=" + LEASE.toSeconds() + "s",
            "--routing.ack-timeout=1s",
            "--routing.push.grace=1s",
            "--routing.push.quiet-interval=5s",
            "--routing.large-group.threshold=4");
    StreamExecutionEnvironment env =
        flink.environment(checkpoints, 2, "--execution.checkpointing.interval=500ms");
    DeliveryRoutingJob.build(env, options, RoutingSources.of(options), RoutingSinks.of(options));
    job = flink.submit(env).awaitRunning();
    fleet = new GatewayFleet(rig, LEASE);
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
    assertThat(syncs(phone)).as("nothing had to be sent again").isEmpty();
    fleet.awaitUntil("the cursor", () -> rig.cursor("ann", "laptop", "plain") == last);
  }

  @Test
  void whoWasOfflineIsPushedAndGetsEverythingMissedInOrder() throws Exception {
    FleetDevice phone = fleet.connect("cid", "phone", "g1");
    awaitKnown("away", phone);
    fleet.disconnect(phone);
    List<Long> missed = List.of(says("away", "eve"), says("away", "eve"), says("away", "eve"));
    fleet.awaitUntil("a notification", () -> !pushesTo("cid").isEmpty());

    fleet.reconnect(phone, "g2");
    fleet.awaitUntil("all that was missed", () -> haveAll(missed, phone));
    fleet.read(phone, "away", missed.get(2));
    fleet.awaitUntil("it is taken back", () -> pushesTo("cid").size() == 2);

    assertThat(phone.events()).endsWith(missed.toArray(Long[]::new));
    assertThat(syncs(phone)).hasSize(1);
    assertThat(pushesTo("cid"))
        .extracting(PushRequest::getKind)
        .containsExactly(PushKind.NOTIFY, PushKind.CLEAR);
    assertThat(pushesTo("cid").get(0).getUnreadCount()).isEqualTo(3);
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
  }

  @Test
  void aDeviceThatDoesNotAnswerIsToldAgain() throws Exception {
    FleetDevice phone = fleet.connect("gus", "phone", "g1");
    awaitKnown("silent", phone);
    fleet.goSilent(phone);

    long event = says("silent", "eve");
    fleet.awaitUntil("two SYNCs", () -> syncs(phone).size() >= 2);

    assertThat(syncs(phone)).extracting(Delivery::getAttempt).startsWith(1, 2);
    assertThat(syncs(phone)).extracting(Delivery::getUpToEventId).containsOnly(event);
    assertThat(pushesTo("gus")).as("a live session").isEmpty();
  }

  @Test
  void aLargeGroupIsBroadcastOncePerLiveGatewayAndReachesWhoHasASession() throws Exception {
    FleetDevice hal = fleet.connect("hal", "phone", "g1");
    FleetDevice ivy = fleet.connect("ivy", "phone", "g2");
    publish(Events.join("large", nextId(), "hal", "ivy", "u1", "u2", "u3"));
    List<Long> events = new ArrayList<>();

    fleet.awaitUntil(
        "an event reaches both gateways",
        () -> {
          events.add(says("large", "eve"));
          return events.stream().anyMatch(e -> fleet.broadcastsOf(e).containsAll(BOTH));
        });
    fleet.awaitUntil("everybody has everything", () -> haveAll(events, hal, ivy));

    assertThat(events).allSatisfy(e -> assertThat(fleet.broadcastsOf(e)).doesNotHaveDuplicates());
    assertThat(hal.events()).isSorted().endsWith(events.toArray(Long[]::new));
  }

  @Test
  void whoIsOfflineIsPushedForALargeGroupTooAndFetchesWhatWasMissed() throws Exception {
    FleetDevice phone = fleet.connect("kim", "phone", "g1");
    FleetDevice other = fleet.connect("lea", "phone", "g2");
    awaitKnown("crowd", phone, other);
    publish(Events.join("crowd", nextId(), "u1", "u2", "u3", "u4"));
    fleet.awaitUntil("both ask for broadcasts", () -> asksForBroadcasts(phone, other));
    fleet.disconnect(phone);
    says("crowd-marker", "eve");

    long missed = says("crowd", "eve");
    fleet.awaitUntil(
        "a notification",
        () -> pushesTo("kim").stream().anyMatch(push -> push.getMessageId() == missed));
    fleet.reconnect(phone, "g2");
    fleet.awaitUntil("what was missed", () -> haveAll(List.of(missed), phone, other));

    assertThat(pushesTo("lea")).as("notifications of a member who is connected").isEmpty();
  }

  @Test
  void ticksGoToWhereTheSenderIsAndCursorsToTheUsersDevices() throws Exception {
    FleetDevice phone = fleet.connect("max", "phone", "g1");
    FleetDevice laptop = fleet.connect("max", "laptop", "g2");
    awaitKnown("ticks", phone, laptop);
    long message = nextId();

    rig.send(
        Topics.MESSAGE_STATUS,
        MessageStatus.class,
        "ticks",
        new MessageStatus("ticks", message, "max", DeliveryStatus.READ, 1, 1, 1, 3L, 0L));
    rig.send(
        Topics.READ_CURSORS,
        ReadCursor.class,
        "ticks/max",
        new ReadCursor("ticks", "max", message, message, 0, 2L, 0L));

    fleet.awaitUntil(
        "both gateways have both",
        () ->
            gateways(fleet.ticks(DeliveryKind.STATUS, "max")).equals(BOTH)
                && gateways(fleet.ticks(DeliveryKind.CURSOR, "max")).equals(BOTH));
    assertThat(fleet.ticks(DeliveryKind.STATUS, "max").get(0).getStatus().getVersion())
        .isEqualTo(3);
  }

  /** Seen red with keys checked only: the job restarted for ever. */
  @Test
  void nonsenseBecomesADeadLetterAndTheJobGoesOn() throws Exception {
    rig.kafka().send(rig.topic(Topics.EVENTS), "c".getBytes(UTF_8), new byte[] {1, 2, 3});
    rig.kafka().send(rig.topic(Topics.RECEIPTS), null, new byte[0]);
    rig.send(
        Topics.RECEIPTS, Receipt.class, "c", new Receipt("c", "", "d", 1L, ReceiptKind.DELIVERED));
    rig.send(
        Topics.SESSIONS,
        SessionEvent.class,
        "u",
        new SessionEvent("u", "d", "g".repeat(900_000), 1L, 1L, SessionState.CONNECTED));
    rig.send(
        Topics.SESSIONS,
        SessionEvent.class,
        "u",
        new SessionEvent("u", "d", "g1", 1L, Long.MAX_VALUE, SessionState.CONNECTED));

    assertThat(rig.kafka().read(rig.topic(Topics.DEAD_LETTERS), IsolationLevel.READ_COMMITTED, 5))
        .hasSize(5);
    FleetDevice phone = fleet.connect("after", "phone", "g1");
    awaitKnown("after", phone);
    assertThat(job.restarts()).isLessThanOrEqualTo(1);
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
    List<Long> committed = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        rig.kafka().readAll(rig.topic(Topics.DELIVERIES), IsolationLevel.READ_COMMITTED)) {
      Delivery delivery = rig.decode(Delivery.class, record.value());
      if (delivery.getKind() == DeliveryKind.DIRECT && "joe".equals(delivery.getRecipientId())) {
        committed.add(delivery.getEvent().getEventId());
      }
    }
    assertThat(committed).doesNotHaveDuplicates();
    assertThat(phone.events()).isSorted().containsAll(events);
  }

  /** Waits until the job knows the devices: each has the event with which its user joined. */
  private void awaitKnown(String conversation, FleetDevice... devices) throws Exception {
    String[] users =
        Arrays.stream(devices).map(FleetDevice::user).distinct().toArray(String[]::new);
    long joined = publish(Events.join(conversation, nextId(), users));
    fleet.awaitUntil("the devices are known", () -> haveAll(List.of(joined), devices));
  }

  private static List<Delivery> syncs(FleetDevice device) {
    List<Delivery> deliveries = device.taken();
    // The first delivery of all brings the event with which the user joined.
    return deliveries.stream()
        .skip(1)
        .filter(delivery -> delivery.getKind() == DeliveryKind.SYNC)
        .toList();
  }

  private static boolean asksForBroadcasts(FleetDevice... devices) {
    return Arrays.stream(devices)
        .allMatch(d -> d.taken().stream().anyMatch(t -> isSyncToTheEnd(t)));
  }

  private static boolean isSyncToTheEnd(Delivery delivery) {
    return delivery.getKind() == DeliveryKind.SYNC && delivery.getUpToEventId() == null;
  }

  private static List<String> gateways(List<Delivery> deliveries) {
    return deliveries.stream().map(Delivery::getGatewayId).distinct().sorted().toList();
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
