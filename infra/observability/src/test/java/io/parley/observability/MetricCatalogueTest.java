package io.parley.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.testing.GeneratedBlock;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests the catalogue against the code. Seen red: with a counter in the ingest job that the
 * catalogue does not have, with a metric of the catalogue that no code registers, and with another
 * unit than the page says.
 */
class MetricCatalogueTest {

  private static final MetricCatalogue CATALOGUE = MetricCatalogue.load();

  private static Stream<MetricFamily> ownFamilies() {
    return CATALOGUE.families().stream().filter(family -> !family.module().isEmpty());
  }

  @Test
  void theMetricsPageIsCurrent() throws IOException {
    GeneratedBlock.assertCurrent(
        "infra/observability/METRICS.md", "metrics", MetricPage.markdown(CATALOGUE));
  }

  @ParameterizedTest
  @MethodSource("ownFamilies")
  void everyMetricInTheCodeIsDeclaredAndEveryDeclaredMetricIsInTheCode(MetricFamily family)
      throws IOException {
    RegisteredMetrics registered = RegisteredMetrics.of(family.module());

    assertThat(registered.unreadable())
        .as(
            "registrations in %s whose name is no text; name them in RegisteredMetrics",
            family.module())
        .isEmpty();
    Set<String> declared =
        family.metrics().stream()
            .map(MetricSpec::name)
            // Flink's own names, which the connector serves.
            .filter(name -> !name.matches("num(Records|Bytes)Send(Errors)?|currentSendTime"))
            .map(name -> name.replaceFirst("^user\\.", ""))
            .collect(Collectors.toSet());
    assertThat(registered.names())
        .as("metrics of %s in the code, compared with parley/metrics.yaml", family.module())
        .isEqualTo(declared);
  }

  @Test
  void noTwoMetricsHaveTheSameNameInPrometheus() {
    assertThat(CATALOGUE.families().stream().flatMap(MetricFamily::series)).doesNotHaveDuplicates();
  }
}
