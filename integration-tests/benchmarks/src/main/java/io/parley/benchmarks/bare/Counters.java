package io.parley.benchmarks.bare;

import java.util.concurrent.atomic.LongAdder;

/** Counters of the rows and requests that the loops have sent to the database, shared by all. */
record Counters(LongAdder rows, LongAdder requests) {

  Counters() {
    this(new LongAdder(), new LongAdder());
  }

  BareCounts now() {
    return new BareCounts(rows.sum(), requests.sum());
  }
}
