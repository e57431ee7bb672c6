package io.parley.operations.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.command.Printable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes JSON of dead letters, for scripts and for {@code show}. */
final class LetterView {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MOST_KEY_BYTES = 256;

  private LetterView() {}

  /** The facts of a dead letter, without its value. */
  static ObjectNode facts(DeadLetter letter, Optional<ConsumerRecord<byte[], byte[]>> original) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", letter.id().toString());
    json.put("time", letter.time().toString());
    json.put("reason", letter.reason());
    json.put("job", letter.job());
    json.set("source", letter.source().<JsonNode>map(LetterView::place).orElse(null));
    json.put("key", key(letter));
    json.put("value_bytes", letter.record().value() == null ? 0 : letter.record().value().length);
    json.put("cut", letter.cut().orElse(null));
    json.put("original_in_kafka", original.isPresent());
    json.put(
        "original_time",
        original.map(o -> Instant.ofEpochMilli(o.timestamp()).toString()).orElse(null));
    json.put("replay_of", original.flatMap(Marks::of).orElse(null));
    return json;
  }

  /** The facts and the whole value. */
  static ObjectNode whole(
      DeadLetter letter, Optional<ConsumerRecord<byte[], byte[]>> original, JsonNode decoded) {
    byte[] value = original.map(ConsumerRecord::value).orElse(letter.record().value());
    ObjectNode json = facts(letter, original);
    ObjectNode headers = json.putObject("headers");
    headers(original.orElse(letter.record()))
        .forEach((name, text) -> headers.put(Printable.of(name), text));
    json.set("decoded", decoded);
    json.put("bytes", EscapedBytes.of(value, Integer.MAX_VALUE));
    json.put("base64", value);
    return json;
  }

  /** What happened to a dead letter in a replay. */
  static ObjectNode outcome(Replay.Outcome outcome, boolean dryRun) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", outcome.letter().id().toString());
    json.put("reason", outcome.letter().reason());
    json.put("job", outcome.letter().job());
    json.set("source", outcome.letter().source().<JsonNode>map(LetterView::place).orElse(null));
    json.put("dry_run", dryRun);
    json.put("replayed", !dryRun && outcome.refusal().isEmpty());
    json.put("target", outcome.target().orElse(null));
    json.put("refusal", outcome.refusal().orElse(null));
    return json;
  }

  /** The key for people: a key of Parley is text, but this may be anybody's record. */
  static String key(DeadLetter letter) {
    return EscapedBytes.of(letter.record().key(), MOST_KEY_BYTES);
  }

  private static ObjectNode place(SourcePosition source) {
    return MAPPER
        .createObjectNode()
        .put("topic", source.topic())
        .put("partition", source.partition())
        .put("offset", source.offset());
  }

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> texts = new LinkedHashMap<>();
    record
        .headers()
        .forEach(
            header -> texts.put(header.key(), EscapedBytes.of(header.value(), MOST_KEY_BYTES)));
    return texts;
  }
}
