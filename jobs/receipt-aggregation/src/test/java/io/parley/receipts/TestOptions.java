package io.parley.receipts;

import io.parley.common.options.JobArguments;

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
    return JobArguments.parse(
            ReceiptAggregationOptions.GROUPS, arguments, ReceiptAggregationOptions::read)
        .options();
  }
}
