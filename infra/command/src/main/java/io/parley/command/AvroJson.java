package io.parley.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.schemas.id.IdFields;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * A converter of Avro records to JSON for people. A union is its value, without the wrapper of
 * Avro's own JSON encoding. A record that comes from a union of several has its name in the field
 * {@code @type}. An id is a string of digits, because many tools round a JSON number of that size.
 */
public final class AvroJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AvroJson() {}

  /** The JSON form of a record. */
  public static ObjectNode of(IndexedRecord record) {
    ObjectNode json = MAPPER.createObjectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = value(field.schema(), record.get(field.pos()));
      json.putPOJO(field.name(), isId(field, value) ? value.toString() : value);
    }
    return MAPPER.valueToTree(json);
  }

  private static boolean isId(Schema.Field field, Object value) {
    return value instanceof Long && IdFields.isId(field.name());
  }

  private static Object value(Schema schema, Object value) {
    if (value instanceof IndexedRecord record) {
      return isOneOfSeveralRecords(schema) ? named(record) : of(record);
    }
    if (value instanceof Collection<?> items) {
      ArrayNode array = MAPPER.createArrayNode();
      items.forEach(item -> array.addPOJO(value(elementOf(schema), item)));
      return array;
    }
    if (value instanceof Map<?, ?> entries) {
      ObjectNode object = MAPPER.createObjectNode();
      entries.forEach(
          (key, item) -> object.putPOJO(key.toString(), value(elementOf(schema), item)));
      return object;
    }
    return value instanceof Number || value instanceof Boolean || value == null
        ? value
        : value.toString();
  }

  private static ObjectNode named(IndexedRecord record) {
    ObjectNode json = MAPPER.createObjectNode().put("@type", record.getSchema().getName());
    return json.setAll(of(record));
  }

  private static boolean isOneOfSeveralRecords(Schema schema) {
    return schema.isUnion()
        && schema.getTypes().stream().filter(type -> type.getType() == Schema.Type.RECORD).count()
            > 1;
  }

  /** The schema of the elements of a collection, which may itself be nullable. */
  private static Schema elementOf(Schema schema) {
    return switch (schema.getType()) {
      case ARRAY -> schema.getElementType();
      case MAP -> schema.getValueType();
      case UNION ->
          schema.getTypes().stream()
              .filter(type -> type.getType() != Schema.Type.NULL)
              .map(AvroJson::elementOf)
              .findFirst()
              .orElse(schema);
      default -> schema;
    };
  }
}
