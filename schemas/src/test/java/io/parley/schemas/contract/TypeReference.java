package io.parley.schemas.contract;

import io.parley.schemas.topic.TopicCatalogue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Tables of the fields of a record and of the symbols of an enumeration, with the text of their
 * {@code doc}.
 */
final class TypeReference {

  private TypeReference() {}

  /**
   * All records and enumerations that lie inside the values of topics, each once, in the order in
   * which they are first met.
   */
  static String markdown(TopicCatalogue catalogue) {
    Map<String, Schema> found = new LinkedHashMap<>();
    Map<String, Schema> values = new LinkedHashMap<>();
    catalogue
        .topics()
        .forEach(
            topic ->
                topic.valueSchema().ifPresent(value -> values.put(value.getFullName(), value)));
    values.values().forEach(value -> collectFields(value, found));
    found.keySet().removeAll(values.keySet());
    return found.values().stream().map(TypeReference::section).collect(Collectors.joining("\n"));
  }

  private static void collect(Schema schema, Map<String, Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.put(schema.getFullName(), schema) == null) {
          collectFields(schema, found);
        }
      }
      case ENUM -> found.put(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), found);
      case UNION -> schema.getTypes().forEach(type -> collect(type, found));
      default -> {}
    }
  }

  private static void collectFields(Schema record, Map<String, Schema> found) {
    record.getFields().forEach(field -> collect(field.schema(), found));
  }

  private static String section(Schema schema) {
    String heading = "### " + schema.getName() + "\n\n" + schema.getDoc() + "\n";
    return schema.getType() == Schema.Type.ENUM
        ? heading + "\nSymbols: " + symbols(schema) + ".\n"
        : heading + "\n" + fields(schema);
  }

  private static String symbols(Schema schema) {
    return schema.getEnumSymbols().stream()
        .map(symbol -> "`" + symbol + "`")
        .collect(Collectors.joining(", "));
  }

  /** A table with one row per field. */
  static String fields(Schema record) {
    return record.getFields().stream()
        .map(
            field ->
                "| `%s` | %s | %s | %s |\n"
                    .formatted(
                        field.name(),
                        type(field.schema()),
                        defaultOf(field),
                        field.doc().replace("|", "\\|")))
        .collect(
            Collectors.joining(
                "", "| field | type | default | meaning |\n|---|---|---|---|\n", ""));
  }

  private static String defaultOf(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "";
    }
    Object value = field.defaultVal();
    return value == JsonProperties.NULL_VALUE
        ? "null"
        : value instanceof List<?> list && list.isEmpty() ? "[]" : value.toString();
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM -> "`" + schema.getName() + "`";
      case ARRAY -> "list of " + type(schema.getElementType());
      case UNION ->
          schema.getTypes().stream().map(TypeReference::type).collect(Collectors.joining(" or "));
      case NULL -> "null";
      default -> schema.getType().getName();
    };
  }
}
