package io.parley.e2e.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.checker.Checker;
import io.parley.checker.history.Sightings;
import io.parley.checker.live.FirstSightObserver;
import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.command.ServiceAddresses;
import io.parley.e2e.samples.Conversations;
import io.parley.e2e.samples.Gateways;
import io.parley.e2e.samples.NodeGateway;
import io.parley.e2e.samples.Screen;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.infra.scylla.CqlSessions;
import io.parley.infra.scylla.history.HistoryReader;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineStack;
import io.parley.samples.analytics.AnalyticsPage;
import io.parley.samples.console.ConsoleChat;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.SchemaLookup;
import io.parley.simulator.Act;
import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import io.parley.simulator.FleetSettings;
import io.parley.simulator.Script;
import io.parley.simulator.SmallTalk;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the three jobs together, as fat jars on real servers. Messages that gateways write reach
 * the devices of all members and the tables, and the checker finds no violation.
 */
@UsesLocalServers({})
class PipelineIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static PipelineStack stack;
  private static CqlSession cql;
  private FirstSightObserver observer;

  @BeforeAll
  static void start(LocalServers servers) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    stack =
        new PipelineStack(
            servers.directory().resolve("pipeline"), StackSettings.of(new StackPorts(), 1));
    stack.start(JobSettings.defaults(2), out, false);
    cql = CqlSessions.open(stack.stack().cql().contactPoint(), stack.state().localDatacenter());
  }

  @AfterAll
  static void stop() {
    if (cql != null) {
      cql.close();
    }
    stack.kill();
  }

  @BeforeEach
  void watch() {
    observer = FirstSightObserver.start(stack.state().services());
  }

  /** Runs the checker. Each test leaves the pipeline at rest. */
  @AfterEach
  void thePromiseHolds() throws IOException {
    try (FirstSightObserver watching = observer) {
      Sightings sightings = watching.stop();
      assertThat(sightings.answered()).as("events whose row was looked up").isPositive();
      Checker.all(stack.state().services(), sightings).assertHolds();
    }
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(stack.pipeline().failedCommittables()).isZero());
  }

  @Test
  void aMessageIsStoredThenDeliveredThenRead() throws Exception {
    FleetSettings settings = FleetSettings.calm(1).with(2, 1);
    try (Fleet fleet = new Fleet(stack.state().services(), settings, new OneMessage())) {
      fleet.open(PATIENCE);
      fleet.talk();
      fleet.awaitEndOfScript(PATIENCE);
      fleet.drain(PATIENCE);
      stack.pipeline().awaitRest(PATIENCE);

      assertThat(fleet.tally().of(Count.STORED)).as("creation and message").isEqualTo(2);
      assertThat(fleet.tally().of(Count.REJECTED)).isZero();
      assertThat(fleet.sendToAck().total().getTotalCount()).isEqualTo(1);
      assertThat(fleet.sendToDelivery().total().getTotalCount()).isEqualTo(1);
    }
    Row message =
        one("SELECT message_id FROM parley.messages WHERE text = 'Hello' ALLOW FILTERING");
    long id = message.getLong("message_id");
    Row status =
        one("SELECT * FROM parley.message_status WHERE message_id = " + id + " ALLOW FILTERING");
    assertThat(status.getString("status")).isEqualTo("READ");
    Row cursor =
        one(
            "SELECT * FROM parley.receipt_cursors WHERE conversation_id = 'pair' AND user_id ="
                + " 'bob'");
    assertThat(cursor.getLong("delivered_up_to")).isEqualTo(id);
    assertThat(cursor.getLong("read_up_to")).isEqualTo(id);
    Row unreadRow =
        one(
            "SELECT * FROM parley.unread_counts WHERE user_id = 'bob' AND conversation_id ="
                + " 'pair'");
    assertThat(unreadRow.getInt("unread_count")).isZero();
    assertThat(newestStatus(id)).isEqualTo(DeliveryStatus.READ);
    assertThat(topic(Topics.READ_CURSORS, ReadCursor.class))
        .anyMatch(c -> c.getUserId().equals("bob") && c.getReadUpTo() == id);
    assertThat(topic(Topics.DELIVERIES, Delivery.class))
        .filteredOn(d -> d.getEvent() != null && d.getEvent().getEventId() == id)
        .as("deliveries: one to bob's device, acknowledged, so not again")
        .singleElement()
        .satisfies(d -> assertThat(d.getKind()).isEqualTo(DeliveryKind.DIRECT));
    assertThat(topic(Topics.DELIVERIES, Delivery.class))
        .as("the sender's gateway is told that the message was read")
        .anyMatch(
            d ->
                d.getKind() == DeliveryKind.STATUS
                    && d.getStatus().getMessageId() == id
                    && d.getStatus().getStatus() == DeliveryStatus.READ);
  }

  /** Talks until messages were delivered and a command was acked twice. */
  @Test
  void aRestlessCrowdMissesNothing() throws Exception {
    long seed = System.nanoTime();
    System.out.println("PipelineIT seed " + seed);
    SmallTalk talk = new SmallTalk(SmallTalk.Settings.of(seed, 20, 20, Duration.ofMinutes(5)));
    try (Fleet fleet = new Fleet(stack.state().services(), FleetSettings.of(seed), talk);
        AnalyticsPage page = new AnalyticsPage(stack.state().services(), 0)) {
      fleet.open(PATIENCE);
      fleet.talk();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  !topic(Topics.RECEIPT_STATS, ReceiptStats.class).isEmpty()
                      && fleet.tally().of(Count.DELIVERED) > 0
                      && fleet.tally().of(Count.REPEATED_ACKS) > 0);
      fleet.drain(PATIENCE);
      stack.pipeline().awaitRest(PATIENCE);

      assertThat(CommittedRecords.values(stack.state().services(), Topics.DEAD_LETTERS)).isEmpty();
      await().atMost(PATIENCE).untilAsserted(() -> assertShows(page));
    }
    Gateways.assertConform(
        stack.state().services(),
        topic(Topics.GATEWAYS, GatewayEvent.class).stream()
            .map(GatewayEvent::getGatewayId)
            .filter(gateway -> gateway.startsWith("gw-"))
            .distinct()
            .toArray(String[]::new));
  }

  /** The page shows as many messages as the topic has. */
  private static void assertShows(AnalyticsPage page) throws IOException {
    JsonNode figures;
    try (InputStream answer = page.address().resolve("figures").toURL().openStream()) {
      figures = new ObjectMapper().readTree(answer);
    }
    assertThat(figures.get("current").asBoolean()).isTrue();
    assertThat(figures.at("/unread/exact").asBoolean()).isTrue();
    long shown = 0;
    for (JsonNode window : figures.get("windows")) {
      shown += window.at("/direct/messages").asLong() + window.at("/group/messages").asLong();
    }
    assertThat(shown).isPositive().isEqualTo(messagesInStats());
  }

  private static long messagesInStats() {
    return topic(Topics.RECEIPT_STATS, ReceiptStats.class).stream()
        .collect(
            Collectors.toMap(
                stats -> stats.getWindowStart() + "/" + stats.getConversationKind(),
                stats -> stats,
                (one, other) -> one.getVersion() > other.getVersion() ? one : other))
        .values()
        .stream()
        .mapToLong(ReceiptStats::getMessages)
        .sum();
  }

  /** The console chat of infra/samples, twice. */
  @Test
  void twoConsolesTalk() throws Exception {
    ServiceAddresses services = stack.state().services();
    HistoryReader history = new HistoryReader(cql, services.keyspace());
    Conversations.create(services, "consoles", "carla", "dirk");
    Screen carlas = new Screen();
    Screen dirks = new Screen();
    try (ConfluentSchemaLookup schemas = services.connectRegistry();
        ConsoleChat carla = console(services, schemas, history, "carla", carlas);
        ConsoleChat dirk = console(services, schemas, history, "dirk", dirks)) {
      carla.say("consoles", "Hello Dirk");
      awaitText(dirks, "carla: Hello Dirk");
      awaitText(carlas, "✓ number 2", "✓✓ READ");
      dirk.say("consoles", "Hello Carla,\u0007 how are you?");
      awaitText(carlas, "dirk: Hello Carla,? how are you?");
      awaitText(dirks, "✓ number 3", "✓✓ READ");
      dirk.say("elsewhere", "Is anybody here?");
      awaitText(dirks, "✗ CONVERSATION_NOT_FOUND");
    }
    stack.pipeline().awaitRest(PATIENCE);
    Gateways.assertConform(services, "console-carla", "console-dirk", "founder-of-consoles");
  }

  private static ConsoleChat console(
      ServiceAddresses services,
      SchemaLookup schemas,
      HistoryReader history,
      String user,
      Screen screen) {
    return new ConsoleChat(services.bootstrapServers(), schemas, history, user, screen.stream());
  }

  private static void awaitText(Screen screen, String... texts) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(screen.text()).contains(texts));
  }

  /** The sample of infra/samples in Node, with a console chat on the other side. */
  @Test
  void aGatewayInNodeKeepsTheContract(@TempDir Path directory) throws Exception {
    assumeTrue(
        NodeGateway.isPossible(),
        "NOT RUN: the sample in Node was not tested, because node, npm or npm's registry is not"
            + " there.");
    ServiceAddresses services = stack.state().services();
    HistoryReader history = new HistoryReader(cql, services.keyspace());
    Conversations.create(services, "node", "nora", "nils");
    Screen screen = new Screen();
    try (ConfluentSchemaLookup schemas = services.connectRegistry();
        ConsoleChat nora = console(services, schemas, history, "nora", screen);
        NodeGateway nils = NodeGateway.start(directory, services, "gw-node", "nils", "node")) {
      await().atMost(PATIENCE).until(() -> !nils.printed("connected").isEmpty());
      nora.say("node", "Hello Nils");
      await()
          .atMost(PATIENCE)
          .until(() -> nils.printed("text").stream().anyMatch(isText("Hello Nils")));
      awaitText(screen, "✓✓ DELIVERED");
      nils.type("Grüße, Nora");
      awaitText(screen, "nils: Grüße, Nora");
      await().atMost(PATIENCE).until(() -> !nils.printed("ack").isEmpty());
      assertThat(nils.printed("ack").get(0).get("event_id").isTextual())
          .as("an id is a string: a JSON number would lose its last digits")
          .isTrue();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  nils.printed("status").stream()
                      .anyMatch(status -> status.get("status").asText().equals("READ")));
      assertThat(nils.end()).isZero();
    }
    // What is sent now waits for the next start, which gets it by a SYNC.
    try (ConfluentSchemaLookup schemas = services.connectRegistry();
        ConsoleChat nora = console(services, schemas, history, "nora", screen)) {
      nora.say("node", "Are you still there?");
      awaitText(screen, "✓ number 4");
      try (NodeGateway nils =
          NodeGateway.start(directory.resolve("again"), services, "gw-node", "nils", "node")) {
        await()
            .atMost(PATIENCE)
            .until(() -> nils.printed("text").stream().anyMatch(isText("Are you still there?")));
        await()
            .atMost(PATIENCE)
            .until(
                () -> screen.text().lastIndexOf("DELIVERED") > screen.text().indexOf("number 4"));
        assertThat(nils.end()).isZero();
      }
    }
    stack.pipeline().awaitRest(PATIENCE);
    Gateways.assertConform(services, "gw-node", "console-nora");
  }

  private static Predicate<JsonNode> isText(String text) {
    return event -> event.get("text").asText().equals(text);
  }

  private static DeliveryStatus newestStatus(long message) {
    return topic(Topics.MESSAGE_STATUS, MessageStatus.class).stream()
        .filter(status -> status.getMessageId() == message)
        .max((a, b) -> Long.compare(a.getVersion(), b.getVersion()))
        .orElseThrow()
        .getStatus();
  }

  private static Row one(String query) {
    Row row = cql.execute(query).one();
    assertThat(row).as("a row for %s", query).isNotNull();
    return row;
  }

  private static <T extends SpecificRecord> List<T> topic(String topic, Class<T> type) {
    return CommittedRecords.of(stack.state().services(), topic, type);
  }

  /** Ann says hello to Bob. */
  private static final class OneMessage implements Script {
    private final Iterator<Act> acts =
        List.<Act>of(new Act.Say(Duration.ofMillis(100), "ann", "pair", "Hello")).iterator();

    @Override
    public List<Act> opening() {
      return List.of(
          new Act.Create(Duration.ZERO, "ann", "pair", ConversationKind.DIRECT, List.of("bob")));
    }

    @Override
    public Optional<Act> next() {
      return acts.hasNext() ? Optional.of(acts.next()) : Optional.empty();
    }
  }
}
