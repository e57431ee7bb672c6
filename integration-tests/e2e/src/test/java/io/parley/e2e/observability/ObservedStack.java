package io.parley.e2e.observability;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.cli.StackDirectory;
import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.command.ServiceAddresses;
import io.parley.e2e.cli.Answer;
import io.parley.e2e.secure.GatewayKeys;
import io.parley.infra.local.PrometheusServer;
import io.parley.infra.local.TaskManager;
import io.parley.observability.PrometheusClient;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineStack;
import io.parley.pipeline.run.Observation;
import io.parley.schemas.signature.SigningKey;
import io.parley.simulator.Fleet;
import io.parley.simulator.FleetSettings;
import io.parley.simulator.SmallTalk;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Assumptions;

/**
 * A stack with the three jobs, a Prometheus, and people who talk all the time. The jobs have a
 * password that no page may show, and check signatures.
 */
final class ObservedStack implements AutoCloseable {

  /** A password that the jobs use. */
  static final String CANARY = "canary-password-4711";

  /** One of the people who talk. */
  static final String PERSON = "user-003";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long SEED = 20;

  /** As a fleet of that seed calls its gateways. */
  private static final List<String> GATEWAYS = List.of("gw-14-1", "gw-14-2", "gw-14-3");

  /** A gateway of the test's own, whose records the jobs accept. */
  static final String OWN_GATEWAY = "gw-own";

  private final Path directory;
  private final GatewayKeys keys;
  private final PipelineStack pipeline;
  private final Observation observation;
  private final Fleet fleet;

  private ObservedStack(
      Path directory,
      GatewayKeys keys,
      PipelineStack pipeline,
      Observation observation,
      Fleet fleet) {
    this.directory = directory;
    this.keys = keys;
    this.pipeline = pipeline;
    this.observation = observation;
    this.fleet = fleet;
  }

  /**
   * Skips a test class where Prometheus is not installed, and says so.
   *
   * @param what such as {@code "alerts are"}
   */
  static void assumePrometheus(String what) {
    if (PrometheusServer.program().isEmpty()) {
      skip(what + " NOT tested live; install prometheus");
    }
  }

  /** Skips a test or a test class, and says so. */
  static void skip(String reason) {
    String skipped = "SKIPPED: " + reason;
    System.out.println(skipped);
    Assumptions.abort(skipped);
  }

  /** Settings with which a stalled database is felt soon. */
  static JobSettings smallWindows() {
    return JobSettings.defaults(1).with("scylladb.max-pending-records", "64");
  }

  /** A stack whose jobs have these settings. */
  static ObservedStack start(Path directory, JobSettings jobs) throws IOException {
    Path rules = QuickRules.in(directory.resolve("rules"));
    Path user = Files.writeString(directory.resolve("cql-user"), "canary-user");
    Path password = Files.writeString(directory.resolve("cql-password"), CANARY);
    GatewayKeys keys = new GatewayKeys(directory.resolve("gateway-keys"));
    for (String gateway : GATEWAYS) {
      keys.add(gateway, "k1");
    }
    keys.add(OWN_GATEWAY, "k1");
    PrometheusServer.Settings prometheus =
        new PrometheusServer.Settings(0, Duration.ofSeconds(2), Duration.ofHours(1), rules);
    PipelineStack pipeline =
        new PipelineStack(
            directory, StackSettings.of(new StackPorts(), 1).withPrometheus(prometheus));
    try {
      pipeline.start(
          jobs.with("scylladb.username-file", user.toString())
              .with("scylladb.password-file", password.toString())
              .with("signatures.keys-file", keys.file().toString()),
          new PrintWriter(System.out, true, UTF_8),
          false);
      new StackDirectory(directory).write(pipeline.state());
      Observation observation = Observation.of(pipeline.stack());
      SmallTalk talk = new SmallTalk(SmallTalk.Settings.of(SEED, 20, 25, Duration.ofMinutes(30)));
      Fleet fleet =
          new Fleet(
              pipeline.state().services().signedWith(keys.file()),
              FleetSettings.of(SEED),
              talk,
              observation.metrics());
      fleet.open(PATIENCE);
      fleet.talk();
      return new ObservedStack(directory, keys, pipeline, observation, fleet);
    } catch (IOException | RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  Path directory() {
    return directory;
  }

  PipelineStack pipeline() {
    return pipeline;
  }

  Observation observation() {
    return observation;
  }

  Fleet fleet() {
    return fleet;
  }

  /** The services, for gateways that sign. */
  ServiceAddresses services() {
    return pipeline.state().services().signedWith(keys.file());
  }

  /** The key of {@link #OWN_GATEWAY}. */
  SigningKey ownKey() {
    return services().signingKey(OWN_GATEWAY).orElseThrow();
  }

  PrometheusClient prometheus() {
    return new PrometheusClient(pipeline.stack().prometheus().orElseThrow().url());
  }

  TaskManager taskManager() {
    return pipeline.stack().flink().taskManagers().get(0);
  }

  @Override
  public void close() {
    try (Observation metrics = observation) {
      fleet.close();
      fleet.requireAlive();
    } finally {
      pipeline.kill();
    }
  }

  /** Runs a command of {@code ./parley} that must succeed, and returns its standard output. */
  String parley(String... arguments) {
    return Answer.ok(here(arguments));
  }

  /** Runs a command of {@code ./parley}, whatever its exit code. */
  Answer answer(String... arguments) {
    return Answer.of(here(arguments));
  }

  private String[] here(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--directory", directory.toString()));
    return all.toArray(String[]::new);
  }

  /** A producer of encoded records for this stack, with some settings of the test's own. */
  KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(services().kafkaClient());
    settings.putAll(more);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Writes records with one key, and returns when the broker has them. */
  void produce(String topic, String key, List<byte[]> values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (byte[] value : values) {
        sent.add(producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)));
      }
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    }
  }
}
