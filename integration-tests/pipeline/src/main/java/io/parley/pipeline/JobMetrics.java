package io.parley.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.infra.local.flink.FlinkRestClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Metrics of one job over REST, as old as the cluster's {@code metrics.fetcher.update-interval}.
 */
final class JobMetrics {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MILLIS_BETWEEN_LOOKS = 500;

  /** Longer than {@code metrics.fetcher.update-interval}, with time to ask every process. */
  private static final long MILLIS_TO_FETCH = 2_000;

  private final FlinkRestClient flink;
  private final String jobId;

  JobMetrics(FlinkRestClient flink, String jobId) {
    this.flink = flink;
    this.jobId = jobId;
  }

  /**
   * Makes the cluster fetch the metrics of all jobs again. The cluster answers a question with the
   * values that it fetched at the question before, however long ago that was.
   */
  void refresh() throws IOException {
    flink.get(jobMetrics());
    pause(MILLIS_TO_FETCH);
  }

  /**
   * How often the job went back to a checkpoint.
   *
   * @throws IOException also if the cluster shows no such metric, because a missing metric must not
   *     count as zero
   */
  long restarts() throws IOException {
    return await("numRestarts", this::restartsNow);
  }

  private OptionalDouble restartsNow() throws IOException {
    JsonNode value = flink.get(jobMetrics()).path(0).path("value");
    return value.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble());
  }

  private String jobMetrics() {
    return "/jobs/" + jobId + "/metrics?get=numRestarts";
  }

  /**
   * The sum of a counter over all operators and tasks.
   *
   * @param name the counter's own name, without scope
   * @throws IOException also if no operator has such a counter, because a missing counter must not
   *     count as zero
   */
  long sumOfTasks(String name) throws IOException {
    return await(name, () -> sumOfTasksNow(name));
  }

  private interface Question {
    OptionalDouble ask() throws IOException;
  }

  /** The cluster shows metrics from the next question on, so this asks until there are some. */
  private long await(String name, Question question) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    OptionalDouble answer = question.ask();
    while (answer.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IOException("Job " + jobId + " shows no metric " + name + " in " + PATIENCE);
      }
      pause(MILLIS_BETWEEN_LOOKS);
      answer = question.ask();
    }
    return Math.round(answer.getAsDouble());
  }

  private OptionalDouble sumOfTasksNow(String name) throws IOException {
    double sum = 0;
    boolean found = false;
    for (JsonNode vertex : flink.get("/jobs/" + jobId).path("vertices")) {
      String metrics =
          "/jobs/" + jobId + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      for (JsonNode metric : flink.get(metrics)) {
        String id = metric.path("id").asText();
        if (id.equals(name) || id.endsWith("." + name)) {
          String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
          JsonNode answer = flink.get(metrics + "?agg=sum&get=" + encoded).path(0).path("sum");
          found |= answer.isNumber();
          sum += answer.asDouble();
        }
      }
    }
    return found ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }

  private static void pause(long millis) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for metrics", e);
    }
  }
}
