package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Tests that the record of a soak counts what came of its faults. Seen red: without the counts in
 * the record.
 */
class ReportJsonTest {

  @Test
  void theRecordOfASoakCountsWhatCameOfItsFaults() throws Exception {
    JsonNode soak = recordOf(new Soak(5), Map.of("struck", 7L, "missed", 2L, "skipped", 1L));

    assertThat(soak.path("strikes").path("struck").asLong()).isEqualTo(7);
    assertThat(soak.path("strikes").path("missed").asLong()).isEqualTo(2);
    assertThat(soak.path("strikes").path("skipped").asLong()).isEqualTo(1);
  }

  @Test
  void theRecordOfAnyOtherFaultHasNoSuchCounts() throws Exception {
    assertThat(recordOf(Catalogue.named("kill-kafka"), Map.of()).has("strikes")).isFalse();
  }

  private static JsonNode recordOf(Fault fault, Map<String, Long> strikes) throws Exception {
    CaseResult result =
        new CaseResult(
            fault,
            7,
            1,
            Instant.EPOCH,
            90,
            Outcome.PASSED,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            strikes,
            0,
            0,
            Optional.empty());
    return new ReportJson(new Report(7, Load.MODEST, Map.of())).tree(result);
  }
}
