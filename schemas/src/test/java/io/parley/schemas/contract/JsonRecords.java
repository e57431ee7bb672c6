package io.parley.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.schemas.id.IdFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Checks JSON against a schema. The JSON has the form in which {@code ./parley peek} prints records:
 * a union is its value without a wrapper, a record out of several has its name in the field {@code
 * @type}, and an id is a string of digits, because a JSON number above 2^53 loses its last digits in
 * many languages. A field that has a default may be left out.
 */
final class JsonRecords {

  static final String TYPE = "@type";

  private JsonRecords() {}

  /** Every fault of the JSON, as a path and a sentence; empty if it is a record of the schema. */
  static List<String> faults(JsonNode json, Schema schema) {
    List<String> faults = new ArrayList<>();
    check(json, schema, schema.getName(), "", faults);
    return faults;
  }

  /** Whether a union has several records, so that the JSON needs the field {@code @type}. */
  static boolean hasSeveralRecords(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        && schema.getTypes().stream().filter(type -> type.getType() == Schema.Type.RECORD).count()
            > 1;
  }

  private static void check(
      JsonNode json, Schema schema, String path, String field, List<String> faults) {
    boolean fits =
        switch (schema.getType()) {
          case RECORD -> checkRecord(json, schema, path, faults);
          case ARRAY -> checkItems(json, schema, path, field, faults);
          case UNION -> checkUnion(json, schema, path, field, faults);
          case ENUM -> json.isTextual() && schema.hasEnumSymbol(json.textValue());
          case STRING -> json.isTextual();
          case LONG ->
              IdFields.isId(field) ? isIdText(json) : json.canConvertToLong() && json.isNumber();
          case INT -> json.isInt();
          case BOOLEAN -> json.isBoolean();
          case NULL -> json.isNull();
          default -> false;
        };
    if (!fits) {
      faults.add(path + ": " + json + " is not a value of " + schema.getName());
    }
  }

  private static boolean isIdText(JsonNode json) {
    return json.isTextual() && json.textValue().matches("0|[1-9][0-9]{0,18}");
  }

  private static boolean checkRecord(
      JsonNode json, Schema schema, String path, List<String> faults) {
    if (!json.isObject()) {
      return false;
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (schema.getField(name) == null && !name.equals(TYPE)) {
                faults.add(path + "." + name + ": no such field in " + schema.getName());
              }
            });
    for (Schema.Field field : schema.getFields()) {
      String fieldPath = path + "." + field.name();
      if (json.has(field.name())) {
        check(json.get(field.name()), field.schema(), fieldPath, field.name(), faults);
      } else if (!field.hasDefaultValue()) {
        faults.add(fieldPath + ": missing, and the field has no default");
      }
    }
    return true;
  }

  private static boolean checkItems(
      JsonNode json, Schema schema, String path, String field, List<String> faults) {
    if (!json.isArray()) {
      return false;
    }
    for (int i = 0; i < json.size(); i++) {
      check(json.get(i), schema.getElementType(), path + "[" + i + "]", field, faults);
    }
    return true;
  }

  private static boolean checkUnion(
      JsonNode json, Schema schema, String path, String field, List<String> faults) {
    Optional<Schema> branch =
        json.isNull()
            ? schema.getTypes().stream()
                .filter(type -> type.getType() == Schema.Type.NULL)
                .findAny()
            : schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .filter(
                    type ->
                        !hasSeveralRecords(schema)
                            || type.getName().equals(json.path(TYPE).asText()))
                .findFirst();
    branch.ifPresent(type -> check(json, type, path, field, faults));
    return branch.isPresent();
  }
}
