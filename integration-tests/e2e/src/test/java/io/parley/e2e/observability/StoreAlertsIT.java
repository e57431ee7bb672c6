package io.parley.e2e.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.cli.Stack;
import io.parley.e2e.secure.GatewayHand;
import io.parley.faults.process.FakeTime;
import io.parley.infra.local.TaskManager;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.pipeline.JobSettings;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Tests alerts about what lies between the jobs and the stores, each by the fault that it is for:
 * transactions, rows, state, clocks, and the records of a gateway. Before its fault each alert must
 * be silent. The tests run in order, because the later faults restart jobs.
 *
 * <p>Without Prometheus the class is skipped, and says so.
 */
@UsesLocalServers({})
@TestMethodOrder(OrderAnnotation.class)
class StoreAlertsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** So few that a rule which counts records would not see them. */
  private static final int HELD_UP = 3;

  /** Their state is some megabytes. */
  private static final int CONVERSATIONS = 10_000;

  /** So few that the receipts of a moment fill a sink. */
  private static final int SINK_WINDOW = 8;

  private static ObservedStack stack;
  private static Watched prometheus;

  @BeforeAll
  static void start(LocalServers servers) throws IOException {
    ObservedStack.assumePrometheus("alerts about the stores are");
    JobSettings jobs =
        JobSettings.defaults(1)
            .with("execution.checkpointing.interval", "1 s")
            .with("scylladb.max-pending-records", String.valueOf(SINK_WINDOW));
    stack = ObservedStack.start(servers.directory().resolve("store-alerts"), jobs);
    prometheus = new Watched(stack);
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  /** The producer is gone, so nobody but the broker or an operator ends its transaction. */
  @Test
  @Order(1)
  void aTransactionThatNobodyWillFinishIsTold() throws Exception {
    String id = "old-routing-chat.push-0-1";
    prometheus.awaitAbove(
        -1, "kafka_cluster_partition_laststableoffsetlag{topic=\"%s\"}".formatted(Topics.PUSH));

    prometheus.awaitFiringBy(() -> leaveOpen(id), "TransactionLeftOpen");

    stack.parley("transactions", "abort", id, "--watch", "1s", "--yes");
    prometheus.awaitSilence("TransactionLeftOpen");
  }

  /** Closed without patience, a producer leaves its transaction as it is. */
  private static void leaveOpen(String transactionalId) {
    KafkaProducer<byte[], byte[]> producer =
        stack.producer(Map.of("transactional.id", transactionalId));
    try {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < HELD_UP; i++) {
        var unused =
            producer.send(new ProducerRecord<>(Topics.PUSH, "ann".getBytes(UTF_8), new byte[1]));
      }
      producer.flush();
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  /**
   * A frozen database fills the sink of receipts, and a full sink takes in no barrier. The
   * checkpoint is held up, and its transaction of dead letters is prepared by then. An operator
   * aborts that transaction. No job restarts.
   */
  @Test
  @Order(2)
  void aTransactionThatCannotBeCommittedIsTold() throws Exception {
    prometheus.awaitFiringBy(
        () -> {
          try (Drip garbage = new Drip(stack, Topics.RECEIPTS)) {
            prometheus.awaitFiring("DeadLetters");
            servers().cql().pause();
            await("the abort of a prepared transaction")
                .atMost(PATIENCE)
                .until(() -> PreparedTransaction.abort(stack, "receipts"));
          } finally {
            servers().cql().resume();
          }
        },
        "FailedCommittables");
  }

  @Test
  @Order(3)
  void stateThatDoublesIsTold() throws Exception {
    prometheus.awaitAbove(0, "flink_jobmanager_job_lastCheckpointFullSize offset 30s");

    prometheus.awaitFiringBy(StoreAlertsIT::createConversations, "StateGrowth");
  }

  private static void createConversations() throws Exception {
    try (GatewayHand hand = new GatewayHand(stack.services())) {
      hand.write(
          Stream.generate(() -> GatewayHand.commandFrom(ObservedStack.OWN_GATEWAY))
              .limit(CONVERSATIONS)
              .toList(),
          stack.ownKey());
    }
  }

  @Test
  @Order(4)
  void aGatewayWhoseRecordsKafkaDoesNotTakeIsTold() throws Exception {
    try (SmallGateway gateway = new SmallGateway(stack)) {
      prometheus.awaitAbove(
          -1,
          "parley_gateway_writes_failed_total{gateway=\"%s\"}"
              .formatted(ObservedStack.OWN_GATEWAY));
      try {
        prometheus.awaitFiringBy(servers().kafka()::pause, "GatewayWritesFail");
      } finally {
        servers().kafka().resume();
      }
    }
  }

  /** A TaskManager dies, and another one takes over whose clock is five minutes behind. */
  @Test
  @Order(5)
  void aWrongClockIsTold() throws Exception {
    Optional<Map<String, String>> wrongClock = FakeTime.environment("-5m");
    if (wrongClock.isEmpty()) {
      ObservedStack.skip("ClockSkew is NOT tested live; install faketime");
    }

    prometheus.awaitFiringBy(
        () -> {
          stack.taskManager().kill();
          TaskManager next = servers().flink().addTaskManager(wrongClock.orElseThrow());
          servers().prometheus().orElseThrow().read(next.name(), "flink", next.metricsUrl());
          stack.pipeline().pipeline().awaitRunning(PATIENCE);
        },
        "ClockSkew");
  }

  /**
   * Somebody has given a column another type, so that the server cannot take its values. The job
   * fails at the first row and loses none: it writes the rows when the column is right again.
   */
  @Test
  @Order(6)
  void rowsThatTheDatabaseRefusesAreTold() throws Exception {
    try (CqlSession session = stack.services().connectCql()) {
      prometheus.awaitFiringBy(() -> makeUnreadCounts(session, "uuid"), "JobRestartLoop");

      makeUnreadCounts(session, "int");
      stack.pipeline().pipeline().awaitRunning(PATIENCE);
      await("rows that were refused")
          .atMost(PATIENCE)
          .until(() -> session.execute("SELECT * FROM parley.unread_counts LIMIT 1").one() != null);
    }
  }

  private static void makeUnreadCounts(CqlSession session, String type) {
    session.execute("DROP TABLE parley.unread_counts");
    session.execute(
        "CREATE TABLE parley.unread_counts (user_id text, conversation_id text, unread_count %s, version bigint, updated_at timestamp, PRIMARY KEY ((user_id), conversation_id))"
            .formatted(type));
  }

  private static Stack servers() {
    return stack.pipeline().stack();
  }
}
