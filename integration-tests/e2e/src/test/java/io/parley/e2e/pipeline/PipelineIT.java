package io.parley.e2e.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.checker.Checker;
import io.parley.checker.history.Sightings;
import io.parley.checker.live.FirstSightObserver;
import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.infra.scylla.CqlSessions;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineStack;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.Topics;
import io.parley.simulator.Act;
import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import io.parley.simulator.FleetSettings;
import io.parley.simulator.Script;
import io.parley.simulator.SmallTalk;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    stack.close();
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
    try (Fleet fleet = new Fleet(stack.state().services(), FleetSettings.of(seed), talk)) {
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
    }
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
