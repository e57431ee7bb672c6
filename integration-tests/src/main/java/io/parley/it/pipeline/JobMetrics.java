package io.parley.it.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.infra.local.flink.FlinkRestClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Metrics of one job over REST, as old as the cluster's {@code metrics.fetcher.update-interval}.
 */
final class JobMetrics {

  private final FlinkRestClient flink;
  private final String jobId;

  JobMetrics(FlinkRestClient flink, String jobId) {
    this.flink = flink;
    this.jobId = jobId;
  }

  long restarts() throws IOException {
    return flink.get("/jobs/" + jobId + "/metrics?get=numRestarts").path(0).path("value").asLong();
  }

  /**
   * The sum of a counter over all operators and tasks.
   *
   * @param name the counter's own name, without scope
   * @throws IOException also if no operator has such a counter: silence must not pass for zero
   */
  long sumOfTasks(String name) throws IOException {
    double sum = 0;
    boolean found = false;
    for (JsonNode vertex : flink.get("/jobs/" + jobId).path("vertices")) {
      String metrics =
          "/jobs/" + jobId + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      List<String> ids = new ArrayList<>();
      for (JsonNode metric : flink.get(metrics)) {
        String id = metric.path("id").asText();
        if (id.equals(name) || id.endsWith("." + name)) {
          ids.add(URLEncoder.encode(id, StandardCharsets.UTF_8));
        }
      }
      for (String id : ids) {
        found = true;
        sum += flink.get(metrics + "?agg=sum&get=" + id).path(0).path("sum").asDouble();
      }
    }
    if (!found) {
      throw new IOException("Job " + jobId + " shows no metric " + name + " (yet)");
    }
    return Math.round(sum);
  }
}
