package io.parley.e2e.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.parley.checker.Checker;
import io.parley.checker.history.Sightings;
import io.parley.checker.live.FirstSightObserver;
import io.parley.cli.StackDirectory;
import io.parley.cli.StackPorts;
import io.parley.cli.StackSecrets;
import io.parley.cli.StackSettings;
import io.parley.cli.StackState;
import io.parley.command.ServiceAddresses;
import io.parley.e2e.cli.Answer;
import io.parley.infra.kafka.TopicReader;
import io.parley.infra.local.ServerIdentity;
import io.parley.infra.local.TaskManager;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.infra.scylla.CqlSessions;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.PipelineStack;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.signature.SigningKey;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import io.parley.simulator.FleetSettings;
import io.parley.simulator.SmallTalk;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Tests the whole pipeline on the secured stack. Every client has the rights of its row in the
 * rights table and no others. The passwords of the stack are the canaries: each is random, so where
 * one of them is found, a secret has leaked. The jobs check the signatures of gateways.
 */
@UsesLocalServers({})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredPipelineIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A fleet of seed 7 has gateways of these names. */
  private static final List<String> GATEWAYS = List.of("gw-7-1", "gw-7-2", "gw-7-3");

  private static final List<String> FORMER_PASSWORDS = new ArrayList<>();

  private static Path directory;
  private static PipelineStack stack;
  private static GatewayKeys keys;
  private static SigningKey firstKey;
  private static SigningKey secondKey;
  private static GatewayHand hand;

  @BeforeAll
  static void start(LocalServers servers) throws IOException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    directory = servers.directory().resolve("secured");
    keys = new GatewayKeys(servers.directory().resolve("gateway-keys"));
    firstKey = keys.add(GATEWAYS.get(0), "k1");
    secondKey = keys.add(GATEWAYS.get(1), "k1");
    keys.add(GATEWAYS.get(2), "k1");
    stack = new PipelineStack(directory, StackSettings.of(new StackPorts(), 1).withSecurity());
    stack.start(
        JobSettings.defaults(1).with("signatures.keys-file", keys.file().toString()), out, false);
    new StackDirectory(directory).write(stack.state());
    hand = new GatewayHand(as("gateway"));
  }

  @AfterAll
  static void stop() throws IOException {
    try {
      if (hand != null) {
        hand.close();
      }
    } finally {
      if (stack != null) {
        stack.kill();
      }
    }
  }

  @Test
  @Order(1)
  void thePromiseHoldsWithTheLeastRights() throws Exception {
    SmallTalk talk = new SmallTalk(SmallTalk.Settings.of(7, 6, 10, Duration.ofSeconds(10)));
    try (FirstSightObserver observer = FirstSightObserver.start(stack.state().services());
        Fleet fleet =
            new Fleet(
                as("gateway").signedWith(keys.file()),
                FleetSettings.calm(7).with(GATEWAYS.size(), 1),
                talk)) {
      fleet.open(PATIENCE);
      fleet.talk();
      fleet.awaitEndOfScript(PATIENCE);
      fleet.drain(PATIENCE);
      stack.pipeline().awaitRest(PATIENCE);

      assertThat(fleet.tally().of(Count.STORED)).isPositive();
      assertThat(fleet.tally().of(Count.DELIVERED)).isPositive();
      Sightings sightings = observer.stop();
      Checker.all(stack.state().services(), sightings).assertHolds();
    }
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(stack.pipeline().failedCommittables()).isZero());
    assertThat(DeadLetterCounts.bySource(directory, "BAD_SIGNATURE")).isEmpty();
  }

  /** The intruder has the login of gateways to Kafka, and the key of the first gateway. */
  @Test
  @Order(2)
  void aRecordThatClaimsAnotherGatewayIsADeadLetterAndThePipelineGoesOn() throws Exception {
    Optional<SigningKey> stolen = Optional.of(firstKey);
    String victim = GATEWAYS.get(1);
    ConversationCommand forged = GatewayHand.commandFrom(victim);
    hand.write(forged, firstKey);
    hand.write(
        Topics.SESSIONS,
        "ann",
        SessionEvent.class,
        new SessionEvent("ann", "ann.web-1", victim, 1L, 1L, SessionState.CONNECTED),
        stolen);
    hand.write(
        Topics.GATEWAYS,
        victim,
        GatewayEvent.class,
        new GatewayEvent(victim, System.currentTimeMillis(), GatewayState.DOWN),
        stolen);
    hand.write(
        Topics.RECEIPTS,
        "room",
        Receipt.class,
        new Receipt("room", "ann", "ann.web-1", 1L, ReceiptKind.READ),
        Optional.empty());

    // Routing and receipts both read chat.receipts.
    Map<String, Integer> expected =
        Map.of(Topics.COMMANDS, 1, Topics.SESSIONS, 1, Topics.GATEWAYS, 1, Topics.RECEIPTS, 2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(DeadLetterCounts.bySource(directory, "BAD_SIGNATURE"))
                    .isEqualTo(expected));
    assertThat(badSignatures(PipelineJob.INGEST)).isEqualTo(1);
    assertThat(badSignatures(PipelineJob.DELIVERY_ROUTING)).isEqualTo(3);
    assertThat(badSignatures(PipelineJob.RECEIPT_AGGREGATION)).isEqualTo(1);
    awaitAck(GatewayHand.commandFrom(victim), secondKey);
    assertThat(hand.isAcked(forged)).isFalse();
  }

  private static long badSignatures(PipelineJob job) throws IOException {
    return stack.pipeline().counter(job, "BAD_SIGNATURE.deadLetters");
  }

  private static void awaitAck(ConversationCommand command, SigningKey key) throws Exception {
    hand.write(command, key);
    await("ack of a command with " + key).atMost(PATIENCE).until(() -> hand.isAcked(command));
  }

  /** Nothing is built anew, and no job restarts. */
  @Test
  @Order(3)
  void aKeyIsRotatedAndAGatewayIsShutOutWhileTheJobsRun() throws Exception {
    Map<PipelineJob, Long> restarts = stack.pipeline().restarts();
    String gateway = GATEWAYS.get(0);
    SigningKey newKey = keys.add(gateway, "k2");
    awaitAck(GatewayHand.commandFrom(gateway), newKey);
    awaitAck(GatewayHand.commandFrom(gateway), firstKey);

    keys.remove(firstKey);
    awaitRefusal(firstKey);
    awaitAck(GatewayHand.commandFrom(gateway), newKey);

    keys.remove(newKey);
    awaitRefusal(newKey);
    awaitAck(GatewayHand.commandFrom(GATEWAYS.get(1)), secondKey);
    assertThat(stack.pipeline().restarts()).isEqualTo(restarts);
  }

  /**
   * Writes commands until one of them becomes a dead letter; the jobs read the file within a
   * second.
   */
  private static void awaitRefusal(SigningKey key) {
    Set<String> written = new HashSet<>();
    await("refusal of " + key)
        .atMost(PATIENCE)
        .until(
            () -> {
              ConversationCommand command = GatewayHand.commandFrom(key.gatewayId());
              written.add(command.getConversationId());
              hand.write(command, key);
              return DeadLetterCounts.keys(directory, "BAD_SIGNATURE").stream()
                  .anyMatch(written::contains);
            });
  }

  @Test
  @Order(4)
  void aGatewayWritesInputsOnlyAndReadsItsAnswersOnly() throws Exception {
    write("gateway", Topics.GATEWAYS);
    read("gateway", Topics.DELIVERIES);
    for (String topic :
        new String[] {Topics.EVENTS, Topics.ACKS, Topics.DELIVERIES, Topics.DEAD_LETTERS}) {
      refusedToWrite("gateway", topic);
    }
    for (String topic :
        new String[] {Topics.COMMANDS, Topics.EVENTS, Topics.RECEIPTS, Topics.READ_CURSORS}) {
      refusedToRead("gateway", topic);
    }
  }

  @Test
  @Order(5)
  void analystsReadReceiptTopicsAndNoText() {
    read("analytics", Topics.RECEIPT_STATS);
    read("analytics", Topics.MESSAGE_STATUS);
    for (String topic :
        new String[] {Topics.EVENTS, Topics.COMMANDS, Topics.DELIVERIES, Topics.DEAD_LETTERS}) {
      refusedToRead("analytics", topic);
    }
    refusedToWrite("analytics", Topics.COMMANDS);
    read("content-analytics", Topics.EVENTS);
    refusedToRead("content-analytics", Topics.COMMANDS);
    read("push", Topics.PUSH);
    refusedToRead("push", Topics.DELIVERIES);
  }

  @Test
  @Order(6)
  void aJobIsRefusedTheTopicsAndTablesOfAnother() {
    refusedToRead("ingest", Topics.SESSIONS);
    refusedToWrite("ingest", Topics.DELIVERIES);
    refusedToWrite("routing", Topics.EVENTS);
    refusedToRead("receipts", Topics.COMMANDS);
    refusedToWrite("receipts", Topics.EVENTS);
    refusedToWrite("deployer", Topics.COMMANDS);
    refusedToRead("deployer", Topics.EVENTS);
    refusedToWrite("operator", Topics.EVENTS);
    refusedCql("ingest", "SELECT * FROM parley.messages LIMIT 1");
    refusedCql(
        "ingest",
        "INSERT INTO parley.receipts (conversation_id, message_id, user_id)"
            + " VALUES ('c', 1, 'u')");
    refusedCql(
        "routing",
        "INSERT INTO parley.unread_counts (user_id, conversation_id)" + " VALUES ('u', 'c')");
    refusedCql(
        "receipts", "DELETE FROM parley.messages WHERE conversation_id = 'c' AND bucket = 1");
    refusedCql(
        "gateway",
        "INSERT INTO parley.user_conversations (user_id, conversation_id)" + " VALUES ('u', 'c')");
    refusedCql("operator", "TRUNCATE parley.messages");
  }

  @Test
  @Order(7)
  void nobodyComesInWithoutALogin() throws Exception {
    StackState state = stack.state();
    assertThatThrownBy(
            () ->
                CqlSessions.builder(state.localDatacenter())
                    .addContactPoint(stack.stack().cql().contactPoint())
                    .build())
        .isInstanceOf(AllNodesFailedException.class);
    Map<String, Object> wrong = new HashMap<>(as("gateway").kafkaClient());
    wrong.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"parley-gateway\" password=\"guessed\";");
    assertThatThrownBy(
            () -> new TopicReader(wrong, Topics.DELIVERIES, IsolationLevel.READ_UNCOMMITTED))
        .isInstanceOf(KafkaException.class);
    assertThat(registry("GET", "/subjects", null)).isEqualTo(401);
    assertThat(registry("GET", "/subjects", "parley-ingest:guessed")).isEqualTo(401);
    assertThat(registry("GET", "/subjects", login("ingest"))).isEqualTo(200);
    assertThat(registry("PUT", "/config", login("ingest"))).isEqualTo(403);
    try (ConfluentSchemaLookup lookup = as("analytics").connectRegistry()) {
      assertThat(lookup.idOf(Topics.EVENTS + "-value", ConversationEvent.getClassSchema()))
          .isPresent();
    }
  }

  /** Seen red: with a dry run that failed at the first role that did not exist. */
  @Test
  @Order(8)
  void aDryRunSaysTheRightsOfRolesThatDoNotExistYet() throws Exception {
    Path config = DeployedRights.configuration(stack.state(), secrets(), directory);
    Files.writeString(
        config, Files.readString(config) + "prefixes: {topics: \"\", ids: brand-new}\n");

    Answer dry =
        Answer.of("deploy", "rights", "--config", config.toString(), "--only", "cql", "--dry-run");

    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.out()).contains("+ GRANT", "TO brand_new_ingest", "TO brand_new_receipts");
    assertThat(Answer.of("deploy", "rights", "--config", config.toString(), "--only", "cql").err())
        .contains("does not exist", "--passwords");
  }

  @Test
  @Order(8)
  void peopleReadWhichRightOrWhichPasswordIsWrong() throws Exception {
    Path config = DeployedRights.configuration(stack.state(), secrets(), directory);
    Answer forbidden = Answer.of("peek", Topics.EVENTS, "--config", config.toString());
    assertThat(forbidden.exitCode()).isEqualTo(1);
    assertThat(forbidden.err())
        .contains(stack.state().bootstrapServers(), "refuses the user this right", Topics.EVENTS);

    Path guessed = Files.writeString(directory.resolve("guessed-password"), "guessed");
    Files.writeString(
        config,
        Files.readString(config)
            .replace(secrets().passwords() + "/parley-deployer", guessed.toString())
            .replace(secrets().passwords() + "/parley_admin", guessed.toString()));
    assertThat(Answer.of("dead-letters", "list", "--config", config.toString()).err())
        .contains(stack.state().bootstrapServers(), "refuses the login", "kafka.password-file");
    assertThat(Answer.of("history", "lobby", "--config", config.toString()).err())
        .contains("The CQL cluster", "refuses the login", "cql.password-file");
  }

  /** The three jobs go on with the new passwords from the files; nobody builds or submits them. */
  @Test
  @Order(9)
  void passwordsAreRotatedWithoutABuildAndWithoutASubmission() throws Exception {
    Map<String, String> old = new TreeMap<>();
    for (PipelineJob job : PipelineJob.values()) {
      String principal = job.spec().name();
      old.put(principal, Files.readString(secrets().password(principal)));
      assertThat(Logins.kafkaTakes(as(principal), old.get(principal))).isTrue();
      assertThat(Logins.cqlTakes(as(principal), old.get(principal))).isTrue();
      secrets().setPassword(principal, ServerIdentity.randomPassword());
    }
    assertThat(DeployedRights.withPasswords(stack.state(), secrets(), directory))
        .contains("password of user parley-ingest", "password of role parley_receipts")
        .doesNotContain(old.values().toArray(String[]::new))
        .doesNotContain(Files.readString(secrets().password("ingest")));

    FORMER_PASSWORDS.addAll(old.values());
    old.forEach(
        (principal, password) ->
            await("the old password of " + principal + " is refused")
                .atMost(PATIENCE)
                .untilAsserted(
                    () -> {
                      assertThat(Logins.kafkaTakes(as(principal), password)).isFalse();
                      assertThat(Logins.cqlTakes(as(principal), password)).isFalse();
                    }));
    assertThat(stack.pipeline().isRunning()).as("connections that are logged in stay").isTrue();

    TaskManager manager = stack.stack().flink().taskManagers().get(0);
    manager.kill();
    manager.start();
    Map<PipelineJob, Long> completed = new EnumMap<>(PipelineJob.class);
    for (PipelineJob job : PipelineJob.values()) {
      completed.put(job, stack.pipeline().checkpoints(job).completed());
    }
    stack.pipeline().awaitRunning(PATIENCE);
    awaitAck(GatewayHand.commandFrom(GATEWAYS.get(1)), secondKey);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              for (PipelineJob job : PipelineJob.values()) {
                assertThat(stack.pipeline().checkpoints(job).completed())
                    .as("checkpoints of " + job)
                    .isGreaterThan(completed.get(job));
              }
            });
  }

  @Test
  @Order(10)
  void noSecretIsWherePeopleLook() throws Exception {
    Canaries canaries = Canaries.of(secrets());
    canaries.plant("signing key", keys.secrets());
    canaries.plant("former password", FORMER_PASSWORDS);
    assertThat(canaries.count()).isGreaterThan(10);
    assertThat(canaries.inLogs(stack.stack().secrets().orElseThrow().directory().getParent()))
        .isEmpty();
    assertThat(canaries.inProcesses(processes())).isEmpty();
    assertThat(canaries.inRestAnswers(URI.create(stack.state().dashboardUrl()))).isEmpty();
    assertThat(canaries.inText(stack.state().services().toString())).isEmpty();
  }

  /** The servers and this process, which started them. */
  private static List<Long> processes() {
    List<Long> processes = new ArrayList<>();
    stack.state().servers().forEach(server -> processes.add(server.pid()));
    processes.add(ProcessHandle.current().pid());
    return processes;
  }

  private static StackSecrets secrets() {
    return stack.stack().secrets().orElseThrow();
  }

  private static ServiceAddresses as(String principal) {
    return stack.state().services(principal);
  }

  private static void read(String principal, String topic) {
    try (TopicReader reader =
        new TopicReader(as(principal).kafkaClient(), topic, IsolationLevel.READ_UNCOMMITTED)) {
      reader.readLast(1);
    }
  }

  private static void refusedToRead(String principal, String topic) {
    assertThatThrownBy(() -> read(principal, topic))
        .as("%s reads %s", principal, topic)
        .isInstanceOf(AuthorizationException.class);
  }

  private static void write(String principal, String topic) throws Exception {
    Map<String, Object> client = new HashMap<>(as(principal).kafkaClient());
    client.put("enable.idempotence", "false");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1})).get();
    }
  }

  private static void refusedToWrite(String principal, String topic) {
    assertThatThrownBy(() -> write(principal, topic))
        .as("%s writes %s", principal, topic)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(AuthorizationException.class);
  }

  private static void refusedCql(String principal, String statement) {
    try (CqlSession session = as(principal).connectCql()) {
      assertThatThrownBy(() -> session.execute(statement))
          .as("%s: %s", principal, statement)
          .isInstanceOf(UnauthorizedException.class);
    }
  }

  private static String login(String principal) throws Exception {
    return "parley-" + principal + ":" + Files.readString(secrets().password(principal));
  }

  private static int registry(String method, String path, String login) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stack.state().registryUrl() + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(
                method,
                method.equals("PUT")
                    ? BodyPublishers.ofString("{\"compatibility\":\"NONE\"}")
                    : BodyPublishers.noBody());
    if (login != null) {
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
