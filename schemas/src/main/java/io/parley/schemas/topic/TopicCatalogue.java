package io.parley.schemas.topic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The topic catalogue: all topics, in the order of the catalogue file. Immutable. */
public final class TopicCatalogue {

  private static final String RESOURCE = "/parley/topics.yaml";
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

  private final Map<String, TopicSpec> topics;

  private TopicCatalogue(Map<String, TopicSpec> topics) {
    this.topics = topics;
  }

  /** Read at its first use. */
  private static final class OfThisBuild {
    static final TopicCatalogue INSTANCE = read();
  }

  /** The catalogue of this build. It is read once. */
  public static TopicCatalogue load() {
    return OfThisBuild.INSTANCE;
  }

  private static TopicCatalogue read() {
    try (InputStream yaml = TopicCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (yaml == null) {
        throw new IllegalStateException(
            RESOURCE + " is not on the class path: the parley-schemas jar is incomplete");
      }
      return parse(new String(yaml.readAllBytes(), StandardCharsets.UTF_8), RESOURCE);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  /**
   * Parses a catalogue file.
   *
   * @param source where the text is from, for messages
   * @throws TopicCatalogueException naming every fault, if there is any
   */
  public static TopicCatalogue parse(String yaml, String source) {
    JsonNode root;
    try {
      root = YAML.readTree(yaml);
    } catch (IOException e) {
      throw new TopicCatalogueException(source, List.of("not valid YAML: " + e.getMessage()));
    }
    List<String> faults = new ArrayList<>();
    Map<String, TopicSpec> topics = new LinkedHashMap<>();
    if (!root.path("topics").isArray() || root.path("topics").isEmpty()) {
      faults.add("expected a non-empty list under the key 'topics'");
    }
    int position = 0;
    for (JsonNode entry : root.path("topics")) {
      TopicEntry parsed = new TopicEntry(entry, ++position, faults);
      parsed
          .toSpec()
          .ifPresent(
              spec -> {
                if (topics.putIfAbsent(spec.name(), spec) != null) {
                  faults.add(spec.name() + ": listed twice; each topic has one entry");
                }
              });
    }
    if (!faults.isEmpty()) {
      throw new TopicCatalogueException(source, faults);
    }
    return new TopicCatalogue(topics);
  }

  /**
   * The same topics under other names, for a deployment that shares its Kafka cluster.
   *
   * @param prefix stands before each name, and so before each subject of the registry
   */
  public TopicCatalogue withPrefix(String prefix) {
    Map<String, TopicSpec> renamed = new LinkedHashMap<>();
    topics.values().stream()
        .map(topic -> topic.named(prefix + topic.name()))
        .forEach(topic -> renamed.put(topic.name(), topic));
    return new TopicCatalogue(renamed);
  }

  /**
   * The same topics, some of them under other names, for a deployment that has moved to a newer
   * generation of a topic.
   *
   * @param generations the new name of a topic by its name; the others keep theirs
   */
  public TopicCatalogue renamed(Map<String, String> generations) {
    Map<String, TopicSpec> renamed = new LinkedHashMap<>();
    topics
        .values()
        .forEach(
            topic -> {
              String name = generations.getOrDefault(topic.name(), topic.name());
              renamed.put(name, name.equals(topic.name()) ? topic : topic.movedTo(name));
            });
    return new TopicCatalogue(renamed);
  }

  /** Some of the topics, by their names. */
  public TopicCatalogue only(Collection<String> names) {
    Map<String, TopicSpec> some = new LinkedHashMap<>();
    names.forEach(name -> some.put(name, topic(name)));
    return new TopicCatalogue(some);
  }

  public List<TopicSpec> topics() {
    return List.copyOf(topics.values());
  }

  /**
   * The topic of that name.
   *
   * @throws IllegalArgumentException if the catalogue has no topic of that name
   */
  public TopicSpec topic(String name) {
    TopicSpec spec = topics.get(name);
    if (spec == null) {
      throw new IllegalArgumentException(
          "No topic '" + name + "' in the catalogue; it has " + topics.keySet());
    }
    return spec;
  }
}
