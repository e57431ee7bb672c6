package io.parley.pipeline;

import io.parley.cli.LocalJob;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.job.Jobs;

/** The jobs of the pipeline, in the order in which to submit them. */
public enum PipelineJob {
  INGEST(Jobs.INGEST),
  DELIVERY_ROUTING(Jobs.ROUTING),
  RECEIPT_AGGREGATION(Jobs.RECEIPTS);

  private final String job;

  PipelineJob(String job) {
    this.job = job;
  }

  /** The job's entry in the catalogue. */
  public JobSpec spec() {
    return JobCatalogue.load().job(job);
  }

  /** The fat jar of this build. */
  public LocalJob local() {
    return new LocalJob(directory());
  }

  /** The directory below {@code jobs/}, by which {@code ./parley submit} knows the job. */
  public String directory() {
    return spec().directory();
  }

  /** The consumer group under which the job shows how far it has read. */
  public String consumerGroup() {
    return spec().consumerGroup(JobSpec.DEFAULT_ID_PREFIX);
  }
}
