package io.parley.receipts;

import io.parley.common.options.JobArguments;
import java.util.ArrayList;
import java.util.List;

/** Options as a test needs them, read from arguments as in production. */
final class TestOptions {

  private TestOptions() {}

  static ReceiptAggregationOptions minimal() {
    return of(
        "--kafka.bootstrap-servers=localhost:1",
        "--registry.url=http://localhost:1",
        "--scylladb.contact-points=localhost:1",
        "--scylladb.local-datacenter=datacenter1");
  }

  static ReceiptAggregationOptions of(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    return JobArguments.parse(
            ReceiptAggregationOptions.GROUPS,
            all.toArray(String[]::new),
            ReceiptAggregationOptions::read)
        .options();
  }
}
