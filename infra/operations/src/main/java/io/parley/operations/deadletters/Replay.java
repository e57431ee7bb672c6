package io.parley.operations.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.schemas.topic.DeadLetterHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A replay of dead letters to the topics that they came from.
 *
 * <p>Key and value are those of the original, byte by byte. Kafka's partitioner chooses the
 * partition, so a record that lay in the wrong one goes to the right one. The broker dates it, as
 * it dates everything in an input topic. If Kafka still has the original, its headers go along,
 * such as a signature of its gateway. Otherwise only the trace context is left of them.
 *
 * <p>A dead letter that is itself the failed replay of one that this run has replayed is left out.
 * It has the same bytes, and each run would otherwise double their number. For one thread.
 */
final class Replay {

  /**
   * Writes a record and returns its place once the brokers have it. Throws RecordTooLargeException
   * if they never will, and another exception if nothing can be written now.
   */
  interface Writer extends Function<ProducerRecord<byte[], byte[]>, SourcePosition> {}

  /**
   * What happened to a dead letter.
   *
   * @param target where the record is now; without an offset in a dry run
   * @param refusal why it was not replayed; empty if it was, or would be
   */
  record Outcome(DeadLetter letter, Optional<String> target, Optional<String> refusal) {}

  private static final String TRACEPARENT = "traceparent";

  private final InputTopics inputs;
  private final Function<List<DeadLetter>, Map<DeadLetterId, ConsumerRecord<byte[], byte[]>>>
      originals;
  private final Optional<Writer> writer;
  private final Set<String> replayed = new HashSet<>();

  /**
   * A replay.
   *
   * @param originals finds the originals that Kafka still has
   * @param writer empty for a dry run
   */
  Replay(
      InputTopics inputs,
      Function<List<DeadLetter>, Map<DeadLetterId, ConsumerRecord<byte[], byte[]>>> originals,
      Optional<Writer> writer) {
    this.inputs = inputs;
    this.originals = originals;
    this.writer = writer;
  }

  /** Replays some dead letters, in their order, and tells of each what happened to it. */
  void run(List<DeadLetter> letters, Consumer<Outcome> outcomes) {
    Map<DeadLetterId, ConsumerRecord<byte[], byte[]>> found = originals.apply(letters);
    for (DeadLetter letter : letters) {
      outcomes.accept(one(letter, Optional.ofNullable(found.get(letter.id()))));
    }
  }

  private Outcome one(DeadLetter letter, Optional<ConsumerRecord<byte[], byte[]>> original) {
    Optional<String> refusal =
        inputs
            .refusal(letter, original.isPresent())
            .or(() -> original.flatMap(Marks::of).flatMap(this::alreadyReplayed));
    if (refusal.isPresent()) {
      replayed.add(letter.mark());
      return new Outcome(letter, Optional.empty(), refusal);
    }
    replayed.add(letter.mark());
    ProducerRecord<byte[], byte[]> record = record(letter, original);
    try {
      String target = writer.map(w -> w.apply(record).toString()).orElse(record.topic());
      return new Outcome(letter, Optional.of(target), Optional.empty());
    } catch (RecordTooLargeException e) {
      return new Outcome(letter, Optional.empty(), Optional.of(e.getMessage()));
    }
  }

  private Optional<String> alreadyReplayed(String first) {
    return replayed.contains(first)
        ? Optional.of("it is the failed replay of " + first + ", which this run has dealt with")
        : Optional.empty();
  }

  private static ProducerRecord<byte[], byte[]> record(
      DeadLetter letter, Optional<ConsumerRecord<byte[], byte[]>> original) {
    ConsumerRecord<byte[], byte[]> bytes = original.orElse(letter.record());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(letter.sourceTopic(), bytes.key(), bytes.value());
    if (original.isPresent()) {
      copyAll(original.get().headers(), record.headers());
    } else {
      Header trace = letter.record().headers().lastHeader(TRACEPARENT);
      if (trace != null) {
        record.headers().add(trace);
      }
    }
    record.headers().add(DeadLetterHeaders.REPLAY_OF, letter.mark().getBytes(UTF_8));
    return record;
  }

  /** All headers but the mark of an earlier replay. */
  private static void copyAll(Headers from, Headers to) {
    for (Header header : from) {
      if (!header.key().equals(DeadLetterHeaders.REPLAY_OF)) {
        to.add(header);
      }
    }
  }
}
