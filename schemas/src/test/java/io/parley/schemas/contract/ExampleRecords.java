package io.parley.schemas.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.schemas.id.IdFields;
import java.util.List;
import org.apache.avro.Schema;

/**
 * An example record of a schema, as JSON in the form that {@link JsonRecords} describes. Values
 * come from {@code contract/example-values.yaml}, by the name of the field; a field without an
 * entry there gets a value of its type.
 */
final class ExampleRecords {

  private static final JsonNode VALUES = ContractResources.load("example-values");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ExampleRecords() {}

  static ObjectNode of(Schema record) {
    ObjectNode json = JSON.objectNode();
    for (Schema.Field field : record.getFields()) {
      json.set(field.name(), value(record, field));
    }
    return json;
  }

  /** The record with one field per line. */
  static String pretty(JsonNode json) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withObjectIndenter(lines)
            .withSeparators(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER));
    try {
      return MAPPER.writer(printer).writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode value(Schema record, Schema.Field field) {
    String qualified = record.getName() + "." + field.name();
    if (VALUES.has(qualified)) {
      return VALUES.get(qualified).deepCopy();
    }
    Schema schema = present(field.schema());
    if (schema.getType() != Schema.Type.RECORD && VALUES.has(field.name())) {
      return VALUES.get(field.name()).deepCopy();
    }
    ObjectNode nested =
        schema.getType() == Schema.Type.RECORD && JsonRecords.hasSeveralRecords(field.schema())
            ? JSON.objectNode().put(JsonRecords.TYPE, schema.getName())
            : JSON.objectNode();
    return schema.getType() == Schema.Type.RECORD
        ? nested.setAll(of(schema))
        : ofType(schema, field.name());
  }

  private static JsonNode ofType(Schema schema, String name) {
    return switch (schema.getType()) {
      case STRING -> JSON.textNode("...");
      case LONG -> IdFields.isId(name) ? JSON.textNode("1") : JSON.numberNode(1L);
      case INT -> JSON.numberNode(1);
      case BOOLEAN -> JSON.booleanNode(false);
      case ENUM -> JSON.textNode(schema.getEnumSymbols().get(1));
      case ARRAY -> array(schema.getElementType(), name);
      default ->
          throw new IllegalStateException(
              "No example for the type " + schema + " of the field " + name);
    };
  }

  private static ArrayNode array(Schema element, String name) {
    return JSON.arrayNode()
        .add(element.getType() == Schema.Type.RECORD ? of(element) : ofType(element, name));
  }

  /** The first branch of a union that is not null. */
  private static Schema present(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    List<Schema> branches =
        schema.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    return branches.get(0);
  }
}
