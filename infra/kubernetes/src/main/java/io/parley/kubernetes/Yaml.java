package io.parley.kubernetes;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads and writes files of several YAML documents. */
public final class Yaml {

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  private Yaml() {}

  /** An empty document. */
  public static ObjectNode document() {
    return MAPPER.createObjectNode();
  }

  /**
   * The text of a file.
   *
   * @param comment its first line, without the mark of a comment
   */
  public static String write(String comment, List<? extends JsonNode> documents) {
    StringBuilder text = new StringBuilder("# ").append(comment).append('\n');
    try {
      for (int i = 0; i < documents.size(); i++) {
        text.append(i == 0 ? "" : "---\n").append(MAPPER.writeValueAsString(documents.get(i)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A document cannot be written as YAML", e);
    }
    return text.toString();
  }

  /**
   * The documents of a file.
   *
   * @throws UncheckedIOException if the file cannot be read or is not YAML
   */
  public static List<JsonNode> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException(new IOException(file + " is not YAML", e));
    }
  }

  /**
   * The documents of a text.
   *
   * @throws UncheckedIOException if it is not YAML
   */
  public static List<JsonNode> parse(String text) {
    try (MappingIterator<JsonNode> documents = MAPPER.readerFor(JsonNode.class).readValues(text)) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
