package io.parley.common.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A file of options. YAML may nest ({@code kafka: {bootstrap-servers: ...}}) or be flat ({@code
 * kafka.bootstrap-servers: ...}); a list becomes its items joined by commas.
 */
final class ConfigFile {

  private ConfigFile() {}

  static Map<String, String> read(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return readYaml(file);
    }
    if (name.endsWith(".properties")) {
      return readProperties(file);
    }
    throw new IOException("expected a name ending in .yaml, .yml or .properties");
  }

  private static Map<String, String> readYaml(Path file) throws IOException {
    Map<String, String> flat = new LinkedHashMap<>();
    JsonNode root = YAMLMapper.builder().build().readTree(file.toFile());
    if (root.isObject()) {
      flatten("", root, flat);
    } else if (!root.isMissingNode() && !root.isNull()) {
      throw new IOException("expected keys and values at the top level");
    }
    return flat;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> flat) {
    if (node.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      node.properties().forEach(child -> flatten(prefix + child.getKey(), child.getValue(), flat));
    } else if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(item.asText()));
      flat.put(path, String.join(",", items));
    } else {
      flat.put(path, node.isNull() ? "" : node.asText());
    }
  }

  private static Map<String, String> readProperties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> flat = new LinkedHashMap<>();
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(key -> flat.put(key, properties.getProperty(key)));
    return flat;
  }
}
