package io.parley.checker.live;

import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.job.Jobs;
import java.util.List;

/** A part of the pipeline: one job with the topics that it reads and writes. */
public enum Part {
  INGEST(Jobs.INGEST),
  ROUTING(Jobs.ROUTING),
  RECEIPTS(Jobs.RECEIPTS);

  private final String job;

  Part(String job) {
    this.job = job;
  }

  /** The job's name, which ends its consumer group. */
  public String job() {
    return job;
  }

  List<String> inputs() {
    return spec().reads();
  }

  List<String> outputs() {
    return spec().writes();
  }

  private JobSpec spec() {
    return JobCatalogue.load().job(job);
  }
}
