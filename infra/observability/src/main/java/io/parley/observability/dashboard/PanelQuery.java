package io.parley.observability.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One query of a dashboard file.
 *
 * @param dashboard the title of the dashboard
 * @param panel the title of the panel
 * @param expression the query, with Grafana's variables
 * @param needs the system whose own metrics it needs, if they are neither Flink's nor a gateway's
 */
public record PanelQuery(
    String dashboard, String panel, String expression, Optional<Exporter> needs) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The queries of all dashboards in a directory. */
  public static List<PanelQuery> of(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    List<PanelQuery> queries = new ArrayList<>();
    for (Path file : files) {
      JsonNode dashboard = JSON.readTree(file.toFile());
      for (JsonNode panel : dashboard.path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          queries.add(
              new PanelQuery(
                  dashboard.path("title").asText(),
                  panel.path("title").asText(),
                  target.path("expr").asText(),
                  Optional.ofNullable(panel.get(DashboardJson.NEEDS))
                      .map(exporter -> Exporter.valueOf(exporter.asText()))));
        }
      }
    }
    return queries;
  }

  /** The query as Prometheus takes it. */
  String runnable() {
    return expression.replace("$__rate_interval", "1m");
  }
}
