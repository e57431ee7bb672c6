package io.parley.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests the alerts with promtool, which comes with Prometheus. Without promtool these tests are
 * skipped, and say so. Seen red: with another threshold of DeadLetters, with an alert without a
 * case, with an alert without a runbook, with a misspelt metric, and with a broker's metric that
 * its exporter leaves out. TransactionLeftOpen with a limit of 10,000 records fired at 2,000
 * records a second, and was silent in a quiet hour with an open transaction.
 */
class AlertRulesTest {

  private static final Pattern METRIC = Pattern.compile("\\b(?:flink|parley_gateway)_\\w+");
  private static final Pattern BROKERS_METRIC = Pattern.compile("\\bkafka_\\w+");
  private static final Pattern BEAN =
      Pattern.compile("\"kafka\\.(\\w+):type=(\\w+),(?:name=(\\w+))?");

  private static List<Path> unitTests() throws IOException {
    return ProjectFiles.below(AlertRules.TESTS, ".yml");
  }

  @ParameterizedTest
  @MethodSource("unitTests")
  void theUnitTestsOfTheRulesHold(Path file) throws Exception {
    Process promtool;
    try {
      promtool =
          new ProcessBuilder("promtool", "test", "rules", file.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      String skipped =
          "SKIPPED: the alerts are NOT tested, because promtool is not installed (Debian:"
              + " apt-get install prometheus)";
      System.out.println(skipped);
      Assumptions.abort(skipped);
      return;
    }
    String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(output).isZero();
  }

  @Test
  void eachAlertFiresInOneCaseAndIsSilentInAnother() throws IOException {
    Set<String> fires = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (JsonNode test : AlertRules.cases()) {
      (test.path("exp_alerts").isEmpty() ? silent : fires).add(test.path("alertname").asText());
    }
    Set<String> alerts = new TreeSet<>();
    for (JsonNode alert : AlertRules.alerts()) {
      alerts.add(alert.path("alert").asText());
    }
    assertThat(fires).isEqualTo(alerts);
    assertThat(silent).isEqualTo(alerts);
  }

  @Test
  void eachAlertHasASeverityASummaryAndARunbook() throws IOException {
    for (JsonNode alert : AlertRules.alerts()) {
      String name = alert.path("alert").asText();
      assertThat(alert.path("labels").path("severity").asText()).as(name).isIn("page", "ticket");
      assertThat(alert.path("annotations").path("summary").asText()).as(name).endsWith(".");
      assertThat(Files.exists(runbook(alert))).as("%s links %s", name, runbook(alert)).isTrue();
    }
  }

  @Test
  void eachRunbookIsLinked() throws IOException {
    Set<Path> linked = new TreeSet<>();
    for (JsonNode alert : AlertRules.alerts()) {
      linked.add(runbook(alert));
    }
    assertThat(ProjectFiles.below("infra/observability/runbooks", ".md"))
        .containsExactlyElementsOf(linked);
  }

  @Test
  void rulesAskOnlyForDeclaredMetrics() throws IOException {
    MetricCatalogue catalogue = MetricCatalogue.load();
    for (JsonNode rule : AlertRules.rules()) {
      assertThat(METRIC.matcher(rule.path("expr").asText()).results().map(MatchResult::group))
          .as("%s", rule)
          .allMatch(catalogue::declares);
    }
  }

  @Test
  void rulesAskOnlyForBrokersMetricsThatTheirExporterShows() throws IOException {
    String exporter = Files.readString(ProjectFiles.of("infra/observability/kafka-metrics.yaml"));
    List<String> shown = BEAN.matcher(exporter).results().map(AlertRulesTest::metric).toList();
    assertThat(shown).isNotEmpty();
    for (JsonNode rule : AlertRules.rules()) {
      String expression = rule.path("expr").asText();
      assertThat(BROKERS_METRIC.matcher(expression).results().map(MatchResult::group))
          .as("%s", rule)
          .allMatch(metric -> shown.stream().anyMatch(metric::startsWith));
    }
  }

  /** The name of a bean's metric, or how the names of its metrics begin. */
  private static String metric(MatchResult bean) {
    return "kafka_%s_%s_%s"
        .formatted(bean.group(1), bean.group(2), Optional.ofNullable(bean.group(3)).orElse(""))
        .toLowerCase(Locale.ROOT);
  }

  private static Path runbook(JsonNode alert) {
    return ProjectFiles.of(alert.path("annotations").path("runbook_url").asText());
  }
}
