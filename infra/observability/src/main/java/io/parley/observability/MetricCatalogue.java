package io.parley.observability;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** All metrics that Parley registers or relies on, in the order of the metrics page. Immutable. */
public final class MetricCatalogue {

  private static final String RESOURCE = "/parley/metrics.yaml";

  private static final ObjectMapper YAML =
      JsonMapper.builder(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION))
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private final List<MetricFamily> families;

  private MetricCatalogue(List<MetricFamily> families) {
    this.families = List.copyOf(families);
  }

  /** The catalogue of this build. */
  public static MetricCatalogue load() {
    try (InputStream yaml = MetricCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (yaml == null) {
        throw new IllegalStateException(
            RESOURCE + " is not on the class path: the parley-observability jar is incomplete");
      }
      return new MetricCatalogue(YAML.readValue(yaml, Entries.class).families());
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read as a list of metrics", e);
    }
  }

  /** The metrics by their owners. */
  public List<MetricFamily> families() {
    return families;
  }

  /** Whether a series of that name in Prometheus belongs to a metric of the catalogue. */
  public boolean declares(String series) {
    return families.stream().anyMatch(family -> family.declares(series));
  }

  /** The file as a whole. */
  private record Entries(List<MetricFamily> families) {}
}
