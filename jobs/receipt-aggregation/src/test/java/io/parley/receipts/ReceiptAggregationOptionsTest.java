package io.parley.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.common.options.InvalidOptionsException;
import io.parley.common.options.OptionTable;
import io.parley.receipts.domain.LedgerRules;
import io.parley.schemas.testing.GeneratedBlock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReceiptAggregationOptionsTest {

  @Test
  void theReadmeShowsEveryOptionAsItIsDeclared() throws IOException {
    GeneratedBlock.assertCurrent(
        "jobs/receipt-aggregation/README.md",
        "options",
        OptionTable.markdown(ReceiptAggregationOptions.GROUPS));
  }

  @Test
  void defaultsKeepAnUnreadCountRightWithinASecondOfItsReceipt() {
    assertThat(TestOptions.minimal().rules().coalesce()).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void theDefaultsAreThoseOfTheLedger() {
    assertThat(TestOptions.minimal().rules()).isEqualTo(LedgerRules.DEFAULTS);
  }

  @Test
  void allFaultsAreReportedAtOnce() {
    assertThatThrownBy(
            () ->
                TestOptions.of(
                    "--receipts.coalesce=1s",
                    "--receipts.messages.horizon=60d",
                    "--receipts.pending.per-user=1",
                    "--receipts.coalescing=1s"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("receipts.coalesce = '1s': expected 0 ms to 999 ms")
        .hasMessageContaining("receipts.messages.horizon = '60d'")
        .hasMessageContaining("receipts.pending.per-user = '1'")
        .hasMessageContaining("receipts.coalescing: no such option")
        .hasMessageContaining("kafka.bootstrap-servers: missing");
  }
}
