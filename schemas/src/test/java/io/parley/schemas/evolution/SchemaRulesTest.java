package io.parley.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that every type of the contract keeps, found by walking from the topics' schemas. */
class SchemaRulesTest {

  static List<Schema> types() {
    Map<String, Schema> types = new LinkedHashMap<>();
    TopicCatalogue.load().topics().stream()
        .map(TopicSpec::valueSchema)
        .flatMap(Optional::stream)
        .forEach(schema -> collect(schema, types));
    return List.copyOf(types.values());
  }

  @ParameterizedTest
  @MethodSource("types")
  void typeAndFieldsAreDocumented(Schema type) {
    assertThat(type.getDoc()).as(type.getFullName()).isNotBlank();
    if (type.getType() == Schema.Type.RECORD) {
      assertThat(type.getFields())
          .allSatisfy(
              field ->
                  assertThat(field.doc()).as(type.getName() + "." + field.name()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void anEnumCanGainSymbolsAndANullableFieldCanGo(Schema type) {
    if (type.getType() == Schema.Type.ENUM) {
      assertThat(type.getEnumDefault()).as("default of " + type.getFullName()).isNotNull();
      return;
    }
    assertThat(type.getFields())
        .filteredOn(field -> field.schema().isNullable())
        .allSatisfy(
            field ->
                assertThat(field.hasDefaultValue())
                    .as(type.getName() + "." + field.name() + " has a default")
                    .isTrue());
  }

  private static void collect(Schema schema, Map<String, Schema> types) {
    switch (schema.getType()) {
      case RECORD -> {
        if (types.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), types));
        }
      }
      case ENUM -> types.put(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), types);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, types));
      default -> {}
    }
  }
}
