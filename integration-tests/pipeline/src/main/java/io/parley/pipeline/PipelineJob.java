package io.parley.pipeline;

import io.parley.cli.LocalJob;

/** The jobs of the pipeline, in the order in which to submit them. */
public enum PipelineJob {
  INGEST("ingest", "ingest"),
  DELIVERY_ROUTING("delivery-routing", "delivery-routing"),
  RECEIPT_AGGREGATION("receipt-aggregation", "receipts");

  private final String directory;
  private final String jobName;

  PipelineJob(String directory, String jobName) {
    this.directory = directory;
    this.jobName = jobName;
  }

  /** The fat jar of this build. */
  public LocalJob local() {
    return new LocalJob(directory);
  }

  /** The directory below {@code jobs/}, by which {@code ./parley submit} knows the job. */
  public String directory() {
    return directory;
  }

  /** The consumer group under which the job shows how far it has read. */
  public String consumerGroup() {
    return "parley-" + jobName;
  }
}
