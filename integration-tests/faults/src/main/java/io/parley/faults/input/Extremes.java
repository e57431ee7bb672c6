package io.parley.faults.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records that differ from a valid one in one field, which is at a bound: the least value, the
 * greatest, and one beyond either. Every field is varied, also the fields of nested records. A new
 * list, or a new text that is no id, needs its limit in {@link #LIMITS}. Any other new field is
 * covered without a change here.
 */
final class Extremes {

  /** As in the contract's table of limits: characters of a text, elements of a list. */
  private static final Map<String, Integer> LIMITS =
      Map.of("text", 16 * 1024, "uri", 2_048, "mime_type", 255, "mentions", 64, "changes", 1_000);

  private static final int LONGEST_ID = 64;

  private Extremes() {}

  /** The records, without the valid one. */
  static <T extends SpecificRecord> List<T> of(T valid) {
    @SuppressWarnings("unchecked")
    List<T> all = (List<T>) (List<?>) recordsLike(valid.getSchema(), valid);
    return all;
  }

  private static List<Object> recordsLike(Schema schema, Object valid) {
    List<Object> all = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      Object before = ((IndexedRecord) valid).get(field.pos());
      for (Object value : values(field.schema(), field.name(), before)) {
        if (value == null ? before != null : !value.equals(before)) {
          Object copy = SpecificData.get().deepCopy(schema, valid);
          ((IndexedRecord) copy).put(field.pos(), value);
          all.add(copy);
        }
      }
    }
    return all;
  }

  private static List<Object> values(Schema schema, String name, Object valid) {
    return switch (schema.getType()) {
      case STRING -> texts(name);
      case LONG -> List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE);
      case INT -> List.of(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE);
      case BOOLEAN -> List.of(true, false);
      case ENUM ->
          schema.getEnumSymbols().stream()
              .map(symbol -> SpecificData.get().createEnum(symbol, schema))
              .toList();
      case UNION -> branches(schema, name, valid);
      case ARRAY -> lists(schema.getElementType(), name, (List<?>) valid);
      case RECORD -> valid == null ? List.of() : recordsLike(schema, valid);
      case NULL -> {
        List<Object> nothing = new ArrayList<>();
        nothing.add(null);
        yield nothing;
      }
      default ->
          throw new IllegalArgumentException(
              "Field %s has type %s: say what its bounds are.".formatted(name, schema.getType()));
    };
  }

  private static List<Object> texts(String name) {
    int longest = LIMITS.getOrDefault(name, LONGEST_ID);
    return List.of(
        "",
        "a",
        " ",
        "\u0000",
        "\ud83d\ude00",
        "x".repeat(longest - 1),
        "x".repeat(longest),
        "x".repeat(longest + 1));
  }

  private static List<Object> branches(Schema union, String name, Object valid) {
    List<Object> all = new ArrayList<>();
    int present = SpecificData.get().resolveUnion(union, valid);
    for (int i = 0; i < union.getTypes().size(); i++) {
      all.addAll(values(union.getTypes().get(i), name, i == present ? valid : null));
    }
    return all;
  }

  private static List<Object> lists(Schema element, String name, List<?> valid) {
    List<Object> all = new ArrayList<>();
    int most = LIMITS.get(name);
    Object model = valid == null || valid.isEmpty() ? null : valid.get(0);
    all.add(List.of());
    for (Object value : values(element, name + " element", model)) {
      all.add(List.of(value));
    }
    for (int size : new int[] {most, most + 1}) {
      all.add(IntStream.range(0, size).mapToObj(n -> numbered(element, model, n)).toList());
    }
    return all;
  }

  /** Elements that differ: an id, or a record whose first field is one. */
  private static Object numbered(Schema element, Object model, int number) {
    String id = "bounds-" + number;
    if (element.getType() == Schema.Type.STRING) {
      return id;
    }
    IndexedRecord copy = (IndexedRecord) SpecificData.get().deepCopy(element, model);
    if (number > 0) {
      copy.put(0, id);
    }
    return copy;
  }
}
