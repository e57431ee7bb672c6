package io.parley.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.ack.RejectionReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds the contract page's table of refusals complete.
 *
 * <p>Seen red: the row of LAST_ADMIN taken out of the page.
 */
class RefusalsTest {

  private static final Pattern REASON = Pattern.compile("`([A-Z_]{6,})`");

  @Test
  void thePageSaysOfEveryReasonWhetherANewCommandMaySucceed() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("parley.home"), "schemas/CONTRACT.md"));
    String table =
        page.substring(page.indexOf("## Which refusals are final"), page.indexOf("## Versions"));

    List<String> explained =
        table
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.indexOf('|', 1)))
            .flatMap(cell -> REASON.matcher(cell).results().map(MatchResult::group))
            .map(name -> name.replace("`", ""))
            .toList();

    assertThat(explained)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RejectionReason.values())
                .filter(reason -> reason != RejectionReason.UNKNOWN)
                .map(Enum::name)
                .toList());
  }
}
