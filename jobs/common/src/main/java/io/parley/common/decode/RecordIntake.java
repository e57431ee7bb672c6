package io.parley.common.decode;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.metrics.ReasonCounters;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.metrics.MetricGroup;

/**
 * The decode path of one task, for an operator that does more with a record than decode it. Others
 * use {@link DecodeFunction}. Metric: {@code deadLetters} by {@code reason}. For one thread.
 */
public final class RecordIntake<T extends SpecificRecord> {

  private final RecordCheck<T> check;
  private final SchemaLookup lookup;
  private final RecordDecoder<T> decoder;
  private final ReasonCounters<DeadLetterReason> deadLetters;

  public RecordIntake(
      Class<T> type, RecordCheck<T> check, IntakeServices services, MetricGroup metrics) {
    this.check = check;
    this.lookup = services.registry().open(metrics);
    this.decoder = RecordDecoder.of(type, lookup);
    this.deadLetters = new ReasonCounters<>(metrics, "deadLetters", DeadLetterReason.class);
  }

  /**
   * Decodes and checks a record.
   *
   * @param aside gets the dead letter if the record is one
   * @return the record; empty if it became a dead letter
   * @throws RegistryUnavailableException if the registry's patience is used up: no record's fault
   */
  public Optional<T> take(SourceRecord source, Consumer<DeadLetter> aside)
      throws RegistryUnavailableException {
    Decoding<T> decoding = decoder.decode(source.value());
    if (decoding instanceof Decoding.Decoded<T> decoded) {
      Optional<DeadLetterReason> refused = check.refuse(source, decoded.record());
      refused.ifPresent(reason -> setAside(source, reason, aside));
      return refused.isPresent() ? Optional.empty() : Optional.of(decoded.record());
    }
    if (decoding instanceof Decoding.Undecodable<T> undecodable) {
      setAside(source, DeadLetterReason.of(undecodable.reason()), aside);
    }
    return Optional.empty();
  }

  /** Makes a record a dead letter for a reason that the caller found. */
  public void setAside(SourceRecord source, DeadLetterReason reason, Consumer<DeadLetter> aside) {
    deadLetters.increment(reason);
    aside.accept(new DeadLetter(source, reason));
  }

  /** Closes the connection to the registry. */
  public void close() throws Exception {
    if (lookup instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
