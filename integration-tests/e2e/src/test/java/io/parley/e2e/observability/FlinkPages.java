package io.parley.e2e.observability;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.infra.local.flink.FlinkRestClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the dashboard of Flink shows of jobs and processes, read from the REST interface behind it.
 */
final class FlinkPages {

  private final FlinkRestClient flink;
  private final Map<String, String> pages = new LinkedHashMap<>();

  private FlinkPages(FlinkRestClient flink) {
    this.flink = flink;
  }

  /** The text of every page, by its path. */
  static Map<String, String> all(FlinkRestClient flink) throws IOException {
    FlinkPages pages = new FlinkPages(flink);
    for (String path :
        List.of(
            "/config",
            "/overview",
            "/jobs/overview",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/jobmanager/metrics",
            "/jars")) {
      pages.read(path);
    }
    for (JsonNode manager : pages.read("/taskmanagers").path("taskmanagers")) {
      pages.read("/taskmanagers/" + manager.path("id").asText());
      pages.read("/taskmanagers/" + manager.path("id").asText() + "/metrics");
    }
    for (JsonNode job : flink.get("/jobs").path("jobs")) {
      pages.readJob("/jobs/" + job.path("id").asText());
    }
    return pages.pages;
  }

  private void readJob(String job) throws IOException {
    JsonNode overview = read(job);
    for (String page :
        List.of(
            "config",
            "plan",
            "exceptions",
            "checkpoints",
            "checkpoints/config",
            "accumulators",
            "metrics")) {
      read(job + "/" + page);
    }
    for (JsonNode vertex : overview.path("vertices")) {
      String path = job + "/vertices/" + vertex.path("id").asText();
      for (String page :
          List.of("", "/accumulators", "/taskmanagers", "/subtasks/metrics", "/watermarks")) {
        read(path + page);
      }
    }
  }

  private JsonNode read(String path) throws IOException {
    JsonNode page = flink.get(path);
    pages.put(path, page.toString());
    return page;
  }

  /** The names of the boxes of each job, by the job's name. */
  static Map<String, List<String>> boxes(FlinkRestClient flink) throws IOException {
    Map<String, List<String>> boxes = new LinkedHashMap<>();
    for (JsonNode job : flink.get("/jobs").path("jobs")) {
      JsonNode overview = flink.get("/jobs/" + job.path("id").asText());
      List<String> names = new ArrayList<>();
      overview.path("vertices").forEach(vertex -> names.add(vertex.path("name").asText()));
      boxes.put(overview.path("name").asText(), names);
    }
    return boxes;
  }
}
