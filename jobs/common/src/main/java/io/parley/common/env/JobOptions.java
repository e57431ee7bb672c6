package io.parley.common.env;

/** The typed options of a job: its own, and those that every job has. */
public interface JobOptions {

  /** The systems that the job runs on. */
  PlatformOptions platform();
}
