package io.parley.common.testing;

import io.parley.schemas.job.JobSpec;
import java.util.List;

/** Jobs that are in no catalogue, for tests of what the jobs share. */
public final class TestJobs {

  private TestJobs() {}

  /** A job of this name, without topics. */
  public static JobSpec named(String name) {
    return named(name, List.of(), List.of());
  }

  /** A job of this name that reads and writes these topics. */
  public static JobSpec named(String name, List<String> reads, List<String> writes) {
    return new JobSpec(name, "jobs/none", reads, writes, List.of(), "A job for a test.");
  }
}
