package io.parley.faults;

import io.parley.pipeline.Pipeline;
import io.parley.pipeline.PipelineJob;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which jobs run, and how often each went back to a checkpoint: two that are equal mean that no job
 * did in between.
 */
record Restarts(Map<PipelineJob, String> ids, RestartCount counts) {

  static Restarts of(Pipeline pipeline, Pipeline.Setbacks setbacks) {
    Map<PipelineJob, String> ids = new EnumMap<>(PipelineJob.class);
    for (PipelineJob job : PipelineJob.values()) {
      ids.put(job, pipeline.jobId(job));
    }
    return new Restarts(ids, new RestartCount(setbacks.restarts()));
  }

  /** Of all jobs, since each was submitted the last time. */
  long total() {
    return counts.total();
  }
}
