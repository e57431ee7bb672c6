package io.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Tests how long savepoints are kept: the periodic ones for as long as the manifests say, and no
 * longer; those by hand until somebody deletes them.
 *
 * <p>Seen red: an age of a week with the operator's count of 10, which is 60 hours; data that stays
 * in the object store for ever.
 */
class SavepointTest {

  private static final String OPERATOR = "kubernetes.operator.";

  /** Savepoints of upgrades count too. */
  private static final int ROOM_FOR_UPGRADES = 10;

  @Test
  void theCountHoldsTheSavepointsOfTheWholeAge() {
    for (JsonNode deployment : Project.resources("FlinkDeployment")) {
      long periodic =
          duration(deployment, "savepoint.history.max.age")
              .dividedBy(duration(deployment, "periodic.savepoint.interval"));
      assertThat(periodic).isGreaterThanOrEqualTo(28);
      assertThat(Long.parseLong(option(deployment, "savepoint.history.max.count")))
          .as(Project.name(deployment))
          .isGreaterThanOrEqualTo(periodic + ROOM_FOR_UPGRADES);
    }
  }

  @Test
  void theDataOfAnOldSavepointGoesWithItsResource() {
    for (JsonNode deployment : Project.resources("FlinkDeployment")) {
      assertThat(option(deployment, "snapshot.resource.enabled")).isEqualTo("true");
      assertThat(option(deployment, "savepoint.dispose-on-delete"))
          .as(Project.name(deployment))
          .isEqualTo("true");
    }
  }

  @Test
  void theDataOfASavepointByHandStays() {
    assertThat(Project.resources("FlinkStateSnapshot"))
        .isNotEmpty()
        .allSatisfy(
            snapshot -> {
              JsonNode dispose = snapshot.at("/spec/savepoint/disposeOnDelete");
              assertThat(dispose.isBoolean()).isTrue();
              assertThat(dispose.asBoolean()).isFalse();
            });
  }

  private static Duration duration(JsonNode deployment, String option) {
    return Duration.parse("PT" + option(deployment, option).toUpperCase(Locale.ROOT));
  }

  private static String option(JsonNode deployment, String option) {
    return deployment.get("spec").get("flinkConfiguration").path(OPERATOR + option).asText();
  }
}
