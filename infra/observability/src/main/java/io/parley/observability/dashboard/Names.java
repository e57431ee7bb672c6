package io.parley.observability.dashboard;

/** The beginnings of metrics' names in Prometheus. */
final class Names {

  static final String JOB = "flink_jobmanager_job_";
  static final String CLUSTER = "flink_jobmanager_";
  static final String TASK = "flink_taskmanager_job_task_";
  static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  static final String PROCESS = "flink_taskmanager_Status_";
  static final String GATEWAY = "parley_gateway_";

  private Names() {}

  /** The buckets of a latency of the jobs. */
  static String buckets(String latency) {
    return OPERATOR + "le_" + latency + "_bucket";
  }
}
