package io.parley.schemas.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The text of a configuration file as flat keys and values. YAML may nest ({@code kafka: {user:
 * ...}}) or be flat ({@code kafka.user: ...}). A list becomes its items joined by commas. A key
 * that stands twice is an error, because only one of its values could apply.
 */
public final class ConfigText {

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

  private ConfigText() {}

  /**
   * Parses a text.
   *
   * @param name of the file, whose end says what it is
   * @throws IOException if the text is not of that kind; the message quotes no value
   */
  public static Map<String, String> parse(String name, String text) throws IOException {
    Map<String, String> flat = new LinkedHashMap<>();
    if (name.endsWith(".properties")) {
      Properties properties = new Properties();
      properties.load(new StringReader(text));
      properties.stringPropertyNames().stream()
          .sorted()
          .forEach(key -> flat.put(key, properties.getProperty(key).strip()));
      return flat;
    }
    if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
      throw new IOException("expected a name ending in .yaml, .yml or .properties");
    }
    JsonNode root = tree(text);
    if (root.isObject()) {
      flatten("", root, flat);
    } else if (!root.isMissingNode() && !root.isNull()) {
      throw new IOException("expected keys and values at the top level");
    }
    return flat;
  }

  private static JsonNode tree(String text) throws IOException {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      // Jackson's own message quotes the text, and the text may hold a secret.
      throw new IOException(
          "not valid YAML at line "
              + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
              + ", or a key stands twice",
          null);
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, String> flat)
      throws IOException {
    if (node.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      for (Map.Entry<String, JsonNode> child : node.properties()) {
        flatten(prefix + child.getKey(), child.getValue(), flat);
      }
    } else if (flat.putIfAbsent(path, text(node)) != null) {
      throw new IOException("the key %s stands twice, nested and flat".formatted(path));
    }
  }

  private static String text(JsonNode node) {
    if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(item.asText()));
      return String.join(",", items);
    }
    return node.isNull() ? "" : node.asText();
  }
}
