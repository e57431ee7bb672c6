package io.parley.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.e2e.cli.Answer;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.observability.MetricCatalogue;
import io.parley.observability.MetricFamily;
import io.parley.observability.dashboard.QueryCheck;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Tests metrics, dashboards, alerts and runbooks on one running stack. The tests run in order:
 * first all is well, then one fault after the other. Without Prometheus the class is skipped, and
 * says so.
 *
 * <p>{@link AlertsIT} tries further alerts; the README of infra/observability lists those that no
 * test tries live.
 */
@UsesLocalServers({})
@TestMethodOrder(OrderAnnotation.class)
class ObservabilityIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";

  /** The ids of the conversations of {@code SmallTalk}. */
  private static final String CONVERSATION = "(direct|group)-\\w+-\\d{3}";

  private static final Map<String, Integer> MOST_BOXES =
      Map.of("parley-ingest", 3, "parley-routing", 8, "parley-receipts", 6);

  /** Metrics that Flink has in every operator and task, and that no dashboard of ours reads. */
  private static final String FLINKS_OWN =
      OPERATOR
          + "(num(Records|Bytes)(In|Out)(PerSecond|Errors)?|current(Input|Output)Watermark"
          + "|watermark(Lag|AlignmentDrift)|(total|retried|alreadyCommitted)Committables"
          + "|currentFetchEventTimeLag|(numSplits|unAssigned|pending|assigned)\\w*"
          + "|KafkaSourceReader_commitsSucceeded|KafkaProducer_\\w+"
          // Flink's counter of the same name in the group of a sink's dead letters.
          + "|deadLetters_\\w+|split_watermark_\\w+)";

  private static ObservedStack stack;
  private static Watched prometheus;

  @BeforeAll
  static void start(LocalServers servers) throws IOException {
    ObservedStack.assumePrometheus("dashboards and alerts are");
    stack =
        ObservedStack.start(servers.directory().resolve("observed"), ObservedStack.smallWindows());
    prometheus = new Watched(stack);
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  @Order(1)
  void everyQueryOfEveryDashboardIsAnswered() {
    QueryCheck queries = stack.observation().dashboards(PATIENCE).orElseThrow();

    assertThat(queries.unanswered()).isEmpty();
    assertThat(queries.run()).isGreaterThan(100);
    assertThat(queries.left()).as("queries of ScyllaDB's own metrics").isEqualTo(3);
  }

  @Test
  @Order(2)
  void everyMetricThatIsRegisteredIsDeclaredAndTheOtherWayRound() throws IOException {
    MetricCatalogue catalogue = MetricCatalogue.load();
    Set<String> names = new TreeSet<>(stack.prometheus().names());

    assertThat(names)
        .filteredOn(name -> name.startsWith(OPERATOR) || name.startsWith("parley_gateway_"))
        .filteredOn(name -> !name.matches(FLINKS_OWN))
        .as("metrics that metrics.yaml must declare")
        .allMatch(catalogue::declares);
    assertThat(
            catalogue.families().stream().flatMap(MetricFamily::series).collect(Collectors.toSet()))
        .as("metrics of metrics.yaml that exist")
        .isSubsetOf(names);
  }

  @Test
  @Order(3)
  void seriesHaveBoundedLabelsAndNoPersonalData() throws Exception {
    String page = get(stack.taskManager().metricsUrl());

    assertThat(page)
        .contains("job_name=\"parley-ingest\"", "le=\"+Inf\"")
        .doesNotContain("task_attempt_id", "task_attempt_num", "job_id", "task_id=", "host=")
        .doesNotContain(ObservedStack.CANARY, ObservedStack.PERSON)
        .doesNotContainPattern(CONVERSATION);
  }

  /** The README tells operators to set what this stack has. */
  @Test
  @Order(3)
  void theReadmeHasTheSettingsOfThisStack() throws IOException {
    Path readme = Path.of(System.getProperty("parley.home"), "infra/observability/README.md");
    List<String> settings =
        Files.readAllLines(readme).stream()
            .map(String::strip)
            .filter(line -> line.startsWith("metrics.reporter") && !line.contains(".port:"))
            .map(line -> line.replace("\"", ""))
            .toList();
    assertThat(settings).hasSize(5);
    Path configuration = stack.directory().resolve("taskmanager-1/config.yaml");
    assertThat(Files.readAllLines(configuration).stream().map(line -> line.replace("\"", "")))
        .containsAll(settings);
  }

  @Test
  @Order(4)
  void theDashboardOfFlinkIsReadableAndKeepsSecrets() throws IOException {
    var flink = stack.pipeline().pipeline().flink();

    Map<String, List<String>> boxes = FlinkPages.boxes(flink);
    assertThat(boxes).containsOnlyKeys(MOST_BOXES.keySet());
    assertThat(boxes)
        .allSatisfy(
            (job, names) ->
                assertThat(names).as(job).hasSizeLessThanOrEqualTo(MOST_BOXES.get(job)));
    Map<String, String> pages = new LinkedHashMap<>();
    // Flink shows metrics from the second question on.
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              pages.putAll(FlinkPages.all(flink));
              assertThat(String.join("", pages.values()))
                  .contains("sendToDurableMs", "deadLetters");
            });
    assertThat(pages).hasSizeGreaterThan(80);
    assertThat(pages)
        .allSatisfy(
            (path, text) ->
                assertThat(text)
                    .as(path)
                    .doesNotContain(ObservedStack.CANARY, ObservedStack.PERSON)
                    .doesNotContainPattern(CONVERSATION)
                    .as("%s names an object by its address", path)
                    .doesNotContainPattern("io\\.parley\\.[\\w.]+@[0-9a-f]+"));
  }

  @Test
  @Order(5)
  void theReadingCommandsOfTheRunbooksWork() throws IOException {
    List<String> failed = new ArrayList<>();
    for (String command : RunbookCommands.all()) {
      if (RunbookCommands.isReadOnly(command)) {
        Answer answer = stack.answer(RunbookCommands.words(command));
        if (answer.exitCode() != 0) {
          failed.add("./parley %s: %s".formatted(command, answer));
        }
      }
    }
    assertThat(failed).isEmpty();
  }

  @Test
  @Order(6)
  void garbageAndARegistryThatDoesNotAnswerAreTold() throws Exception {
    stack.pipeline().stack().registry().pause();
    // It cannot start again before the registry answers. Meanwhile the people talk elsewhere.
    // Seen red: with a simulator that gave up such a gateway, all fell silent, and so did alerts.
    stack.fleet().crashGateway(0);
    // A schema id that nobody has seen: the job must ask the registry.
    stack.produce(Topics.RECEIPTS, "garbage", List.of(new byte[] {0, 0, 1, 2, 3, 0}));
    try {
      prometheus.awaitFiring("RegistryOutage");
    } finally {
      stack.pipeline().stack().registry().resume();
    }
    prometheus.awaitFiring("DeadLetters");
    prometheus.awaitSilence("RegistryOutage");
  }

  @Test
  @Order(7)
  void aFrozenDatabaseIsToldAndSpendsTheLatencyBudget() {
    stack.pipeline().stack().cql().pause();
    try {
      prometheus.awaitFiring("DatabaseStalled", "InputHeldUp");
    } finally {
      stack.pipeline().stack().cql().resume();
    }
    prometheus.awaitSilence("DatabaseStalled", "InputHeldUp");
    prometheus.awaitFiring("LatencyBudgetBurns", "LatencyBudgetShrinks");
  }

  /** The same series go on after the restart, so dashboards and alerts go on too. */
  @Test
  @Order(8)
  void aKilledTaskManagerIsToldAndItsMetricsComeBack() throws IOException {
    stack.taskManager().kill();
    prometheus.awaitFiring("ProcessDown", "JobNotRunning");
    stack.taskManager().start();
    stack.pipeline().pipeline().awaitRunning(PATIENCE);
    prometheus.awaitFiring("JobRestarting");
    prometheus.awaitSilence("ProcessDown", "JobNotRunning");

    QueryCheck queries = stack.observation().dashboards(PATIENCE).orElseThrow();
    assertThat(queries.unanswered()).isEmpty();
  }

  @Test
  @Order(9)
  void gatewaysThatCrashOrAreSilentAreTold() {
    // The people have crashed gateways all the time.
    prometheus.awaitFiring("SessionsLapsed");
    stack.observation().close();

    prometheus.awaitFiring("GatewaySilent");
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }
}
