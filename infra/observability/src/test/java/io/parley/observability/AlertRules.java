package io.parley.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The alerts as they are written, and their unit tests. */
final class AlertRules {

  static final String DIRECTORY = "infra/observability/alerts";
  static final String TESTS = "infra/observability/src/test/resources/alert-tests";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private AlertRules() {}

  /** All rules that are alerts. */
  static List<JsonNode> alerts() throws IOException {
    return rules().stream().filter(rule -> rule.has("alert")).toList();
  }

  /** All rules. */
  static List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (Path file : ProjectFiles.below(DIRECTORY, ".yml")) {
      for (JsonNode group : YAML.readTree(file.toFile()).path("groups")) {
        group.path("rules").forEach(rules::add);
      }
    }
    return rules;
  }

  /** All cases of the unit tests. */
  static List<JsonNode> cases() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    for (Path file : ProjectFiles.below(TESTS, ".yml")) {
      for (JsonNode test : YAML.readTree(file.toFile()).path("tests")) {
        test.path("alert_rule_test").forEach(cases::add);
      }
    }
    return cases;
  }
}
