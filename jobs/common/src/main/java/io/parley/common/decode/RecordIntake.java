package io.parley.common.decode;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.metrics.ReasonCounters;
import io.parley.common.registry.KnownSchema;
import io.parley.common.registry.RegistryLostSchemasException;
import io.parley.common.registry.SubjectSchemas;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * The decode path of one task, for an operator that does more with a record than decode it. Others
 * use {@link DecodeFunction}. An operator calls, in this order: {@link #initializeState}, {@link
 * #open}, {@link #take} for each record, {@link #snapshotState} at each checkpoint, {@link #close}.
 *
 * <p>At the start it refuses a topic whose partitions have changed, state that is missing or old
 * ({@link InputGuard}), and a registry that has lost its content ({@link SubjectSchemas}). Metric:
 * {@code deadLetters} by {@code reason}. For one thread.
 */
public final class RecordIntake<T extends SpecificRecord> {

  private final String topic;
  private final boolean compacted;
  private final RecordCheck<T> check;
  private final IntakeServices services;
  private final SubjectSchemas schemas;
  private final RecordDecoder<T> decoder;
  private final ReasonCounters<DeadLetterReason> deadLetters;

  // The schemas of the topic's subject, by which a registry is noticed that has lost its content.
  // Union, so that every subtask has them after a rescale. Bound: the versions of the subject, for
  // each subtask. Never cleared, never expires: records bear these ids.
  private ListState<KnownSchema> savedSchemas;
  private InputGuard guard;

  // Made when the task opens, because only the TaskManager has the key file.
  private SenderCheck sender;

  /**
   * Makes the path of a task.
   *
   * @param topic name on the brokers, of which the registry's subject is made
   * @param metrics of the task
   */
  public RecordIntake(
      Class<T> type,
      String topic,
      RecordCheck<T> check,
      IntakeServices services,
      MetricGroup metrics) {
    this.topic = topic;
    this.compacted =
        check.topic().map(TopicCatalogue.load()::topic).filter(TopicSpec::compacted).isPresent();
    this.check = check;
    this.services = services;
    this.schemas = SubjectSchemas.of(topic + "-value", services.registry().open(metrics));
    this.decoder = RecordDecoder.ofKnownSchemas(type, schemas);
    this.deadLetters = new ReasonCounters<>(metrics, "deadLetters", DeadLetterReason.class);
  }

  /** As above, for the topic whose contract is checked, under its own name. */
  public RecordIntake(
      Class<T> type, RecordCheck<T> check, IntakeServices services, MetricGroup metrics) {
    this(
        type,
        check
            .topic()
            .map(services::topic)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The check of %s names no topic: begin it with RecordCheck.contract."
                            .formatted(type.getSimpleName()))),
        check,
        services,
        metrics);
  }

  /** Takes over what the task knew at its last checkpoint. */
  public void initializeState(OperatorStateStore store) throws Exception {
    savedSchemas =
        store.getUnionListState(
            new ListStateDescriptor<>("known-schemas", TypeInformation.of(KnownSchema.class)));
    if (services.inspector() != null) {
      guard = new InputGuard(topic, services, store);
    }
  }

  /**
   * Checks the start and fetches the schemas.
   *
   * @throws SuppressRestartsException if the task must not start, or if the registry has lost its
   *     content
   */
  public void open() throws Exception {
    if (guard != null) {
      guard.open();
    }
    sender = SenderCheck.of(services.signatures(), check.topic());
    List<KnownSchema> known = new ArrayList<>();
    if (savedSchemas != null) {
      savedSchemas.get().forEach(known::add);
    }
    load(known);
  }

  private void load(List<KnownSchema> known) throws RegistryUnavailableException {
    try {
      schemas.load(known);
    } catch (RegistryLostSchemasException e) {
      throw new SuppressRestartsException(e);
    }
  }

  /**
   * Decodes and checks a record.
   *
   * @param aside gets the dead letter if the record is one
   * @return the record; empty if it became a dead letter, or if it is a tombstone of a compacted
   *     topic
   * @throws RegistryUnavailableException if the registry's patience is used up: no record's fault
   */
  public Optional<T> take(SourceRecord source, Consumer<DeadLetter> aside)
      throws RegistryUnavailableException {
    noteRead(source);
    if (source.value() == null && source.key() != null && compacted) {
      return Optional.empty();
    }
    Decoding<T> decoding = decode(source);
    if (decoding instanceof Decoding.Decoded<T> decoded) {
      Optional<DeadLetterReason> refused =
          check
              .refuse(source, decoded.record())
              .or(() -> wrongPartition(source))
              .or(() -> wrongSender(source, decoded.record()));
      refused.ifPresent(reason -> setAside(source, reason, aside));
      return refused.isPresent() ? Optional.empty() : Optional.of(decoded.record());
    }
    if (decoding instanceof Decoding.Undecodable<T> undecodable) {
      setAside(source, DeadLetterReason.of(undecodable.reason()), aside);
    }
    return Optional.empty();
  }

  private Decoding<T> decode(SourceRecord source) throws RegistryUnavailableException {
    if (!schemas.isLoaded()) {
      load(List.of());
    }
    schemas.nextRecord(source.timestamp());
    try {
      return decoder.decode(source.value());
    } catch (RegistryLostSchemasException e) {
      throw new SuppressRestartsException(e);
    }
  }

  private Optional<DeadLetterReason> wrongPartition(SourceRecord source) {
    return guard == null || guard.isInItsPartition(source.topic(), source.partition(), source.key())
        ? Optional.empty()
        : Optional.of(DeadLetterReason.WRONG_PARTITION);
  }

  private Optional<DeadLetterReason> wrongSender(SourceRecord source, T value) {
    return sender.passes(source, value)
        ? Optional.empty()
        : Optional.of(DeadLetterReason.BAD_SIGNATURE);
  }

  /**
   * Makes a record a dead letter for a reason that the caller found. The record counts as read,
   * whether or not {@link #take} saw it.
   */
  public void setAside(SourceRecord source, DeadLetterReason reason, Consumer<DeadLetter> aside) {
    noteRead(source);
    deadLetters.increment(reason);
    aside.accept(new DeadLetter(source, reason));
  }

  private void noteRead(SourceRecord source) {
    if (guard != null) {
      guard.read(source.topic(), source.partition(), source.offset());
    }
  }

  /** Saves what the task knows. */
  public void snapshotState() throws Exception {
    savedSchemas.update(schemas.known());
    if (guard != null) {
      guard.snapshot();
    }
  }

  /** Closes the connection to the registry. */
  public void close() throws Exception {
    schemas.close();
  }
}
