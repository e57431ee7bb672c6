package io.parley.observability.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.observability.dashboard.Dashboard.Section;

/**
 * A dashboard in the form that Grafana 9 or newer imports. Three panels stand in a row. The data
 * source is a variable, so that the same file serves every installation.
 */
final class DashboardJson {

  /** The field of a panel that says whose own metrics it needs. Grafana ignores it. */
  static final String NEEDS = "parleyNeeds";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int SCHEMA_VERSION = 38;
  private static final int WIDTH = 8;
  private static final int PANELS_IN_A_ROW = 3;
  private static final int HEIGHT_OF_LINES = 8;
  private static final int HEIGHT_OF_NUMBERS = 4;

  private final ArrayNode panels = JSON.createArrayNode();
  private int nextId = 1;
  private int y;

  private DashboardJson() {}

  static String of(Dashboard dashboard) {
    DashboardJson writer = new DashboardJson();
    dashboard.sections().forEach(writer::add);
    ObjectNode json = JSON.createObjectNode();
    json.put("uid", dashboard.uid());
    json.put("title", dashboard.title());
    json.put("description", dashboard.doc());
    json.put("schemaVersion", SCHEMA_VERSION);
    json.put("editable", true);
    json.put("refresh", "10s");
    json.putArray("tags").add("parley");
    json.putObject("time").put("from", "now-1h").put("to", "now");
    ObjectNode source = json.putObject("templating").putArray("list").addObject();
    source.put("name", "datasource");
    source.put("label", "Prometheus");
    source.put("type", "datasource");
    source.put("query", "prometheus");
    json.set("panels", writer.panels);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON of our own cannot be written", e);
    }
  }

  private void add(Section section) {
    ObjectNode row = panels.addObject();
    row.put("id", nextId++);
    row.put("type", "row");
    row.put("title", section.title());
    row.put("collapsed", false);
    row.putArray("panels");
    place(row, 0, y, WIDTH * PANELS_IN_A_ROW, 1);
    y++;
    int column = 0;
    int height = 0;
    for (Panel panel : section.panels()) {
      if (column == PANELS_IN_A_ROW) {
        y += height;
        column = 0;
      }
      height = panel.kind() == Panel.Kind.LINES ? HEIGHT_OF_LINES : HEIGHT_OF_NUMBERS;
      place(write(panel), column * WIDTH, y, WIDTH, height);
      column++;
    }
    y += height;
  }

  private ObjectNode write(Panel panel) {
    ObjectNode json = panels.addObject();
    json.put("id", nextId++);
    json.put("type", panel.kind().type());
    json.put("title", panel.title());
    json.put(
        "description", panel.doc() + panel.needs().map(from -> " Needs " + from.doc()).orElse(""));
    panel.needs().ifPresent(exporter -> json.put(NEEDS, exporter.name()));
    source(json);
    json.putObject("fieldConfig")
        .putObject("defaults")
        .put("unit", panel.unit())
        .putObject("custom")
        .put("fillOpacity", panel.kind() == Panel.Kind.LINES ? 8 : 0)
        .put("showPoints", "never");
    ObjectNode options = json.putObject("options");
    if (panel.kind() == Panel.Kind.LINES) {
      options.putObject("legend").put("displayMode", "list").put("placement", "bottom");
      options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
    } else {
      options.putObject("reduceOptions").putArray("calcs").add("lastNotNull");
    }
    ArrayNode targets = json.putArray("targets");
    char refId = 'A';
    for (Panel.Query query : panel.queries()) {
      ObjectNode target = targets.addObject();
      target.put("refId", String.valueOf(refId++));
      target.put("expr", query.expression());
      target.put("legendFormat", query.legend());
      source(target);
    }
    return json;
  }

  private static void source(ObjectNode json) {
    json.putObject("datasource").put("type", "prometheus").put("uid", "${datasource}");
  }

  private static void place(ObjectNode panel, int x, int y, int width, int height) {
    panel.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
  }
}
