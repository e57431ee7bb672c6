package io.parley.infra.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/**
 * Holds the partitions that the contract page gives for some keys equal to those that Kafka's Java
 * client chooses. Authors of gateways in other languages check their partitioner against them.
 *
 * <p>Seen red: a hash on the page changed by one.
 */
class ContractPartitionsTest {

  private static final Pattern ROW =
      Pattern.compile("\\| `([^`]+)` \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|");

  @Test
  void thePageGivesThePartitionsOfKafkasOwnHash() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("parley.home"), "schemas/CONTRACT.md"));
    List<MatchResult> rows =
        ROW.matcher(
                page.substring(
                    page.indexOf("<!-- partitions:begin -->"),
                    page.indexOf("<!-- partitions:end -->")))
            .results()
            .toList();

    assertThat(rows).hasSizeGreaterThan(2);
    assertThat(rows)
        .allSatisfy(
            row -> {
              int hash = Utils.toPositive(Utils.murmur2(row.group(1).getBytes(UTF_8)));
              assertThat(row.group(2)).isEqualTo(Integer.toString(hash));
              assertThat(row.group(3)).isEqualTo(Integer.toString(hash % 30));
              assertThat(row.group(4)).isEqualTo(Integer.toString(hash % 60));
            });
  }
}
