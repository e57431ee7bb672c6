package io.parley.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.topic.TopicCatalogue;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * Holds a list of all fields of type long that are not ids, so that a new one is looked at.
 *
 * <p>Seen red: the rule without the names that end in up_to.
 */
class IdFieldsTest {

  /**
   * Times, counts, versions and sizes: all of them below 2^53, or of no meaning but their order.
   */
  private static final Set<String> OTHERS =
      Set.of(
          "client_time",
          "command_appended_at",
          "count",
          "created_at",
          "deliveries",
          "gateway_incarnation",
          "incarnation",
          "max_ms",
          "messages",
          "ordinal",
          "p50_ms",
          "p90_ms",
          "p99_ms",
          "reads",
          "sequence",
          "session_epoch",
          "size_bytes",
          "updated_at",
          "version",
          "window_end",
          "window_start");

  @Test
  void everyLongIsAnIdOrKnownToBeSomethingElse() {
    Set<String> longs = new TreeSet<>();
    TopicCatalogue.load()
        .topics()
        .forEach(topic -> topic.valueSchema().ifPresent(schema -> collect(schema, "", longs)));

    assertThat(longs).filteredOn(name -> !IdFields.isId(name)).isSubsetOf(OTHERS);
    assertThat(longs).filteredOn(IdFields::isId).contains("event_id", "read_up_to", "reply_to");
    assertThat(OTHERS).noneMatch(IdFields::isId);
  }

  private static void collect(Schema schema, String field, Set<String> longs) {
    switch (schema.getType()) {
      case LONG -> longs.add(field);
      case RECORD -> schema.getFields().forEach(f -> collect(f.schema(), f.name(), longs));
      case UNION -> schema.getTypes().forEach(type -> collect(type, field, longs));
      case ARRAY -> collect(schema.getElementType(), field, longs);
      default -> {}
    }
  }
}
