package io.parley.common.env;

/** The typed options of a job: its own, and those that every job has. */
public interface JobOptions {

  /** The systems that the job runs on. */
  PlatformOptions platform();

  /**
   * The name on the brokers of a topic of the catalogue. A job that reads a newer generation of a
   * topic gives its name.
   */
  default String topic(String catalogueName) {
    return platform().kafka().topic(catalogueName);
  }
}
