package io.parley.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Tests {@link SchemaEvolution}: which changes of a schema it allows and which it refuses. */
class SchemaEvolutionTest {

  private static final String ID = field("id", "\"long\"");
  private static final String KIND =
      field("kind", enumeration("\"UNKNOWN\",\"A\"", ",\"default\":\"UNKNOWN\""));
  private static final Schema RELEASED = record(ID, KIND);

  @Test
  void takesTheSameSchema() {
    assertThat(problems(record(ID, KIND))).isEmpty();
  }

  @Test
  void takesANewFieldWithADefault() {
    assertThat(problems(record(ID, KIND, field("note", "[\"null\",\"string\"],\"default\":null"))))
        .isEmpty();
  }

  @Test
  void takesANewSymbolOfAnEnumWithADefault() {
    assertThat(
            problems(
                record(
                    ID,
                    field(
                        "kind",
                        enumeration("\"UNKNOWN\",\"A\",\"B\"", ",\"default\":\"UNKNOWN\"")))))
        .isEmpty();
  }

  @Test
  void refusesANewFieldWithoutADefault() {
    assertThat(problems(record(ID, KIND, field("note", "\"string\""))))
        .singleElement()
        .asString()
        .contains("current schema cannot read v1", "READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void refusesThatAFieldWithoutADefaultGoes() {
    assertThat(problems(record(KIND)))
        .singleElement()
        .asString()
        .contains("v1 cannot read the current schema", "READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void refusesANewSymbolOfAnEnumWithoutADefault() {
    Schema released = record(field("kind", enumeration("\"A\"", "")));
    Schema current = record(field("kind", enumeration("\"A\",\"B\"", "")));

    assertThat(SchemaEvolution.incompatibilities(List.of(released), current))
        .singleElement()
        .asString()
        .contains("v1 cannot read the current schema", "MISSING_ENUM_SYMBOLS");
  }

  @Test
  void refusesANewBranchOfAUnion() {
    Schema released = record(field("payload", "[\"null\",\"long\"],\"default\":null"));
    Schema current = record(field("payload", "[\"null\",\"long\",\"boolean\"],\"default\":null"));

    assertThat(SchemaEvolution.incompatibilities(List.of(released), current))
        .singleElement()
        .asString()
        .contains("v1 cannot read the current schema", "MISSING_UNION_BRANCH");
  }

  @Test
  void refusesAnotherType() {
    assertThat(problems(record(field("id", "\"string\""), KIND)))
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).contains("TYPE_MISMATCH"));
  }

  @Test
  void refusesWhatOnlyAnOlderVersionCannotRead() {
    Schema v1 = record(ID);
    Schema v2 = record(ID, field("note", "\"string\",\"default\":\"\""));
    Schema current = record(ID, field("note", "\"long\",\"default\":0"));

    assertThat(SchemaEvolution.incompatibilities(List.of(v1, v2), current))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).contains("v2"));
  }

  @Test
  void aChangedSchemaIsNotReleasedThoughItBeCompatible() {
    Schema changed = record(ID, KIND, field("note", "\"string\",\"default\":\"\""));

    assertThat(SchemaEvolution.isReleased(List.of(RELEASED), RELEASED)).isTrue();
    assertThat(SchemaEvolution.isReleased(List.of(RELEASED), changed)).isFalse();
    assertThat(SchemaEvolution.isReleased(List.of(changed, RELEASED), changed)).isFalse();
    assertThat(SchemaEvolution.isReleased(List.of(), RELEASED)).isFalse();
  }

  private static List<String> problems(Schema current) {
    return SchemaEvolution.incompatibilities(List.of(RELEASED), current);
  }

  private static Schema record(String... fields) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"Sample\",\"fields\":["
                + String.join(",", fields)
                + "]}");
  }

  private static String field(String name, String typeAndMore) {
    return "{\"name\":\"" + name + "\",\"type\":" + typeAndMore + "}";
  }

  private static String enumeration(String symbols, String more) {
    return "{\"type\":\"enum\",\"name\":\"Kind\",\"symbols\":[" + symbols + "]" + more + "}";
  }
}
