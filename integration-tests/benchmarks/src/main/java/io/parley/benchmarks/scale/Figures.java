package io.parley.benchmarks.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of one run.
 *
 * @param command what to run to have them again
 * @param begun when the run began
 */
record Figures(String command, String begun, Map<Figure, Double> values) {

  /** Reads the figures of a run; one that the run did not measure is absent. */
  static Figures read(Path resultsJson) throws IOException {
    JsonNode results = new ObjectMapper().readTree(resultsJson.toFile());
    Map<Figure, Double> values = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      JsonNode value = results.path("figures").path(figure.name());
      if (value.isNumber()) {
        values.put(figure, value.asDouble());
      }
    }
    return new Figures(results.path("command").asText(), results.path("begun").asText(), values);
  }

  /** The figures that the run did not measure. */
  List<Figure> missing() {
    return Arrays.stream(Figure.values()).filter(figure -> !values.containsKey(figure)).toList();
  }

  double of(Figure figure) {
    return values.get(figure);
  }
}
