package io.parley.checker.live;

import com.google.common.collect.ImmutableList;
import io.parley.schemas.job.Jobs;
import io.parley.schemas.topic.Topics;

/** A part of the pipeline: one job, what it reads and what it writes. */
public enum Part {
  INGEST(
      Jobs.INGEST,
      ImmutableList.of(Topics.COMMANDS),
      ImmutableList.of(Topics.EVENTS, Topics.ACKS, Topics.DEAD_LETTERS)),
  ROUTING(
      Jobs.ROUTING,
      ImmutableList.of(Topics.EVENTS, Topics.SESSIONS, Topics.RECEIPTS),
      ImmutableList.of(Topics.DELIVERIES)),
  RECEIPTS(
      Jobs.RECEIPTS,
      ImmutableList.of(Topics.EVENTS, Topics.RECEIPTS),
      ImmutableList.of(Topics.MESSAGE_STATUS, Topics.READ_CURSORS));

  private final String job;
  private final ImmutableList<String> inputs;
  private final ImmutableList<String> outputs;

  Part(String job, ImmutableList<String> inputs, ImmutableList<String> outputs) {
    this.job = job;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** The job's name, which ends its consumer group. */
  public String job() {
    return job;
  }

  ImmutableList<String> inputs() {
    return inputs;
  }

  ImmutableList<String> outputs() {
    return outputs;
  }
}
