package io.parley.observability.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.observability.MetricCatalogue;
import io.parley.observability.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests the written dashboards. Seen red: after a change of a query without writing the files anew,
 * and with a misspelt metric.
 */
class DashboardFilesTest {

  private static final String DIRECTORY = "infra/observability/dashboards";
  private static final Pattern METRIC = Pattern.compile("\\b(?:flink|parley_gateway)_\\w+");

  private static List<Dashboard> dashboards() {
    return Dashboards.all();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void theFileOfADashboardIsCurrent(Dashboard dashboard) throws IOException {
    Path file = ProjectFiles.of(DIRECTORY + "/" + dashboard.uid() + ".json");
    String generated = DashboardJson.of(dashboard);
    if (Boolean.getBoolean("parley.regenerate")) {
      Files.writeString(file, generated);
    }
    assertThat(file)
        .as("Write the dashboards anew: run this test with -Dparley.regenerate=true.")
        .hasContent(generated);
  }

  @Test
  void noOtherFilesLieInTheDirectory() throws IOException {
    assertThat(ProjectFiles.below(DIRECTORY, ".json")).hasSameSizeAs(dashboards());
  }

  @Test
  void dashboardsAskOnlyForDeclaredMetrics() throws IOException {
    MetricCatalogue catalogue = MetricCatalogue.load();
    for (PanelQuery query : PanelQuery.of(ProjectFiles.of(DIRECTORY))) {
      assertThat(METRIC.matcher(query.expression()).results().map(MatchResult::group))
          .as("%s, panel %s", query.dashboard(), query.panel())
          .allMatch(catalogue::declares);
    }
  }

  @Test
  void aPanelWithoutAMetricOfOursSaysWhoseItNeeds() throws IOException {
    assertThat(PanelQuery.of(ProjectFiles.of(DIRECTORY)))
        .allSatisfy(
            query ->
                assertThat(query.needs().isEmpty())
                    .as("%s, panel %s", query.dashboard(), query.panel())
                    .isEqualTo(
                        METRIC.matcher(query.expression()).find()
                            || query.expression().contains("ALERTS{")
                            || query.expression().contains("up{")));
  }
}
