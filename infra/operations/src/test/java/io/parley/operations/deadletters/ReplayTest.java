package io.parley.operations.deadletters;

import static io.parley.operations.deadletters.Letters.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.command.CommandFailure;
import io.parley.schemas.topic.DeadLetterHeaders;
import io.parley.schemas.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

/**
 * Tests which dead letters are replayed, and as what.
 *
 * <p>Seen red: without the check of written-by; with the dead letter's own headers on the record;
 * without the set of what was replayed; with the cut bytes of the dead letter.
 */
class ReplayTest {

  private static final String COMMANDS = "chat.commands";

  private final Map<DeadLetterId, ConsumerRecord<byte[], byte[]>> originals = new HashMap<>();
  private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();

  private List<Replay.Outcome> replay(DeadLetter... letters) {
    Replay.Writer writer =
        record -> {
          written.add(record);
          return new SourcePosition(record.topic(), 0, 100L + written.size());
        };
    return replay(Optional.of(writer), letters);
  }

  private List<Replay.Outcome> replay(Optional<Replay.Writer> writer, DeadLetter... letters) {
    List<Replay.Outcome> outcomes = new ArrayList<>();
    new Replay(new InputTopics(TopicCatalogue.load()), some -> originals, writer)
        .run(List.of(letters), outcomes::add);
    return outcomes;
  }

  /** Seen red: with a replay that ended at it, at each run anew. */
  @Test
  void aRecordThatNoBrokerTakesIsLeftOutAndTheNextOneIsReplayed() {
    Replay.Writer writer =
        record -> {
          if (record.value().length > 5) {
            throw new RecordTooLargeException("too large");
          }
          written.add(record);
          return new SourcePosition(record.topic(), 0, 100);
        };

    List<Replay.Outcome> outcomes =
        replay(
            Optional.of(writer),
            Letters.of(COMMANDS, 1, "too large", Map.of()),
            Letters.of(COMMANDS, 2, "bytes", Map.of()));

    assertThat(outcomes.get(0).refusal()).contains("too large");
    assertThat(outcomes.get(1).target()).contains("chat.commands-0@100");
  }

  /** Seen red: with outcomes that were told at the end, which an exception kept back. */
  @Test
  void whatWasReplayedBeforeAFailureIsTold() {
    List<Replay.Outcome> outcomes = new ArrayList<>();
    Replay replay =
        new Replay(
            new InputTopics(TopicCatalogue.load()),
            some -> originals,
            Optional.of(
                record -> {
                  if (!outcomes.isEmpty()) {
                    throw new CommandFailure("Kafka is gone");
                  }
                  return new SourcePosition(record.topic(), 0, 100);
                }));

    assertThatThrownBy(
            () ->
                replay.run(
                    List.of(
                        Letters.of(COMMANDS, 1, "one", Map.of()),
                        Letters.of(COMMANDS, 2, "two", Map.of())),
                    outcomes::add))
        .hasMessage("Kafka is gone");
    assertThat(outcomes).hasSize(1);
  }

  @Test
  void keyAndBytesGoToTheSourceTopicWithAMark() {
    List<Replay.Outcome> outcomes = replay(Letters.of(COMMANDS, 17, "bytes", Map.of()));

    assertThat(outcomes.get(0).target()).contains("chat.commands-0@101");
    ProducerRecord<byte[], byte[]> record = written.get(0);
    assertThat(record.topic()).isEqualTo(COMMANDS);
    assertThat(record.partition()).isNull();
    assertThat(record.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo("bytes".getBytes(UTF_8));
    assertThat(header(record, DeadLetterHeaders.REPLAY_OF)).isEqualTo("chat.dead-letters-0@17");
  }

  @Test
  void theTraceGoesOn() {
    replay(Letters.of(COMMANDS, 1, "bytes", Map.of("traceparent", "00-1-2-01")));

    assertThat(header(written.get(0), "traceparent")).isEqualTo("00-1-2-01");
    assertThat(header(written.get(0), DeadLetterHeaders.REASON)).isNull();
  }

  @Test
  void headersOfTheOriginalGoAlong() {
    DeadLetter letter = Letters.of(COMMANDS, 1, "bytes", Map.of());
    ConsumerRecord<byte[], byte[]> original = Letters.record(COMMANDS, 1, "key", "bytes");
    Letters.add(original.headers(), Map.of("signature", "s"));
    originals.put(letter.id(), original);

    replay(letter);

    assertThat(header(written.get(0), "signature")).isEqualTo("s");
  }

  @Test
  void whatAJobWritesIsLeftOut() {
    List<Replay.Outcome> outcomes = replay(Letters.of("chat.events", 1, "bytes", Map.of()));

    assertThat(written).isEmpty();
    assertThat(outcomes.get(0).refusal().orElseThrow())
        .isEqualTo("chat.events is written by [ingest], not by gateways");
  }

  @Test
  void aTopicThatTheCatalogueDoesNotHaveIsLeftOut() {
    List<Replay.Outcome> outcomes = replay(Letters.of("chat.commands.0", 1, "bytes", Map.of()));

    assertThat(outcomes.get(0).refusal().orElseThrow()).contains("not a topic of the catalogue");
  }

  @Test
  void aRecordWithoutHeadersOfAJobIsLeftOut() {
    DeadLetter stray = DeadLetter.of(Letters.record("chat.dead-letters", 1, "key", "v"));

    assertThat(replay(stray).get(0).refusal().orElseThrow()).contains("do not say which topic");
  }

  @Test
  void bytesThatWereCutOffComeFromTheOriginalOrNotAtAll() {
    Map<String, String> cut = Map.of(DeadLetterHeaders.TRUNCATED, "key=3 value=5");
    DeadLetter whole = Letters.of(COMMANDS, 1, "by", cut);
    originals.put(whole.id(), Letters.record(COMMANDS, 1, "key", "bytes"));

    List<Replay.Outcome> outcomes = replay(whole, Letters.of(COMMANDS, 2, "by", cut));

    assertThat(written).hasSize(1);
    assertThat(written.get(0).value()).isEqualTo("bytes".getBytes(UTF_8));
    assertThat(outcomes.get(1).refusal().orElseThrow()).contains("were cut off (key=3 value=5)");
  }

  @Test
  void theFailedReplayOfALetterIsNotReplayedBesideIt() {
    DeadLetter first = Letters.of(COMMANDS, 17, "bytes", Map.of());
    DeadLetter second = failedReplay(30, first);
    DeadLetter third = failedReplay(31, second);

    List<Replay.Outcome> outcomes = replay(first, second, third);

    assertThat(written).hasSize(1);
    assertThat(outcomes.get(1).refusal().orElseThrow())
        .contains("failed replay of chat.dead-letters-0@17");
    assertThat(outcomes.get(2).refusal()).isPresent();
    assertThat(replay(second).get(0).refusal()).as("by itself").isEmpty();
    assertThat(header(written.get(1), DeadLetterHeaders.REPLAY_OF))
        .isEqualTo("chat.dead-letters-0@30");
  }

  private DeadLetter failedReplay(long offset, DeadLetter of) {
    DeadLetter letter = Letters.of(COMMANDS, offset, "bytes", Map.of());
    ConsumerRecord<byte[], byte[]> original = Letters.record(COMMANDS, offset, "key", "bytes");
    Letters.add(original.headers(), Map.of(DeadLetterHeaders.REPLAY_OF, of.mark()));
    originals.put(letter.id(), original);
    return letter;
  }

  @Test
  void aDryRunSaysTheSameAndWritesNothing() {
    List<Replay.Outcome> outcomes =
        replay(Optional.empty(), Letters.of(COMMANDS, 1, "bytes", Map.of()));

    assertThat(written).isEmpty();
    assertThat(outcomes.get(0).target()).contains(COMMANDS);
  }
}
