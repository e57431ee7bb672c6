package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.UsageMeter;
import io.parley.benchmarks.meters.WriteMeter;
import io.parley.benchmarks.meters.Writes;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** The three jobs as what is measured. */
record JobsSubject(Bench bench) implements Subject {

  private static final String ROWS = "scylladb.rowsWritten";
  private static final String REQUESTS = "scylladb.requests";

  @Override
  public String prefix() {
    return "";
  }

  @Override
  public UsageMeter startUsage() {
    return UsageMeter.start(bench.stack().state());
  }

  @Override
  public long restarts() throws IOException {
    return bench.restarts();
  }

  /** Rows and requests are counted by the jobs; they begin anew when a job restarts. */
  @Override
  public Writes writes(WriteMeter meter) throws IOException {
    Map<String, Long> counters = bench.stack().pipeline().counters(Set.of(ROWS, REQUESTS));
    return meter.count(counters.get(ROWS), counters.get(REQUESTS));
  }
}
