package io.parley.flink.connector.scylladb;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.streamrecord.StreamElementSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.IOUtils;

/**
 * The operator behind {@link ScyllaWriteThrough}. It has a {@link KeyQueue} for each key with
 * records inside, and uses the {@link WriteEngine} that the sink also uses. Runs on the task
 * thread.
 *
 * <p>All records that must survive are in the queues. A checkpoint copies them into keyed state,
 * which Flink redistributes by key at a rescale. Between checkpoints the state backend is not
 * touched.
 */
final class WriteThroughOperator<K, T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T>, BoundedOneInput {

  private static final String STATE_NAME = "records-not-emitted";

  private final WriteSettings settings;
  private final WriteTarget.Factory<T> targetFactory;
  private final RefusalOutput<T> refusals;
  private final MailboxExecutor mailbox;

  private final Map<K, KeyQueue<K, T>> queues = new HashMap<>();
  private final HeldEvents heldEvents = new HeldEvents();
  private int pendingRecords;

  /**
   * The records inside at the last checkpoint, by key.
   *
   * <p>Bound: scylladb.max-pending-records for each subtask, and what a restore brings. A
   * checkpoint clears the entries of keys without records. {@link #keysInState} has the keys with
   * an entry. No expiry: a record leaves when it is written, or the task fails.
   */
  private ListState<StreamElement> state;

  private Set<K> keysInState;
  private StreamElementSerializer<T> elementSerializer;
  private boolean copyOnTheWayIn;
  private boolean copyIntoState;
  private WriteEngine<T> engine;

  WriteThroughOperator(
      StreamOperatorParameters<T> parameters,
      WriteSettings settings,
      WriteTarget.Factory<T> targetFactory,
      RefusalOutput<T> refusals) {
    super(parameters);
    this.settings = settings;
    this.targetFactory = targetFactory;
    this.refusals = refusals;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    elementSerializer =
        new StreamElementSerializer<>(
            getOperatorConfig().<T>getTypeSerializerIn(0, getUserCodeClassloader()));
    state =
        context
            .getKeyedStateStore()
            .getListState(new ListStateDescriptor<>(STATE_NAME, elementSerializer));
    keysInState = new HashSet<>();
    if (context.isRestored()) {
      try (Stream<K> keys =
          this.<K>getKeyedStateBackend().getKeys(STATE_NAME, VoidNamespace.INSTANCE)) {
        keys.forEach(keysInState::add);
      }
    }
  }

  /**
   * Writes the records that were inside at the checkpoint, before any new record comes. Does not
   * wait for room: the task does not run yet.
   */
  @Override
  public void open() throws Exception {
    super.open();
    // Without object reuse Flink copies each record between chained operators. With it, the
    // operators before and behind this one may change a record that is inside. At the head of a
    // chain, though, each record has just been read from the network, for this operator alone.
    copyIntoState = getExecutionConfig().isObjectReuseEnabled();
    copyOnTheWayIn = copyIntoState && !getOperatorConfig().isChainStart();
    WriteMetrics metrics = WriteMetrics.ofOperator(getMetricGroup());
    metrics.gauge("pendingRecords", () -> pendingRecords);
    engine =
        new WriteEngine<>(
            targetFactory.open(),
            settings.forGroups(),
            mailbox,
            getProcessingTimeService(),
            metrics,
            this::settled);
    for (K key : List.copyOf(keysInState)) {
      setCurrentKey(key);
      for (StreamElement element : state.get()) {
        add(key, element.asRecord(), true);
      }
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public void processElement(StreamRecord<T> element) throws Exception {
    K key = (K) getCurrentKey();
    accept(key, copyOnTheWayIn ? elementSerializer.copy(element).asRecord() : element);
  }

  @Override
  public void processWatermark(Watermark watermark) {
    heldEvents.hold(() -> output.emitWatermark(watermark));
  }

  @Override
  public void processWatermark(WatermarkEvent watermark) {
    heldEvents.hold(() -> output.emitWatermark(watermark));
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    heldEvents.hold(() -> output.emitWatermarkStatus(status));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    for (K key : keysInState) {
      if (!queues.containsKey(key)) {
        setCurrentKey(key);
        state.clear();
      }
    }
    keysInState.clear();
    for (KeyQueue<K, T> queue : queues.values()) {
      setCurrentKey(queue.key());
      state.update(queue.elements(copyIntoState ? elementSerializer::copy : element -> element));
      keysInState.add(queue.key());
    }
  }

  @Override
  public void endInput() throws Exception {
    engine.drain();
  }

  @Override
  public void close() throws Exception {
    IOUtils.closeAll(engine, super::close);
  }

  private void accept(K key, StreamRecord<T> element) throws Exception {
    while (pendingRecords >= settings.maxPendingRecords()) {
      mailbox.yield();
    }
    if (queueOf(key).isIdle()) {
      engine.awaitRoom();
    }
    // Waiting lets other records leave, and an emptied queue with them: add looks it up again.
    add(key, element, false);
  }

  private void add(K key, StreamRecord<T> element, boolean restored)
      throws IOException, InterruptedException {
    KeyQueue<K, T> queue = queueOf(key);
    pendingRecords++;
    queue.add(new PendingRecord<>(element, queue, heldEvents.recordCame(), restored));
    if (queue.isIdle()) {
      writeNext(queue);
    }
  }

  private KeyQueue<K, T> queueOf(K key) {
    return queues.computeIfAbsent(key, KeyQueue::new);
  }

  private void writeNext(KeyQueue<K, T> queue) throws IOException, InterruptedException {
    engine.write(
        queue.start(
            new WriteGroup<>(settings.groupMaxRows(), settings.batchMaxBytes()), engine::bind));
  }

  @SuppressWarnings("unchecked") // All writes of this engine are pending records of ours.
  private void settled(RecordWrite<T> write) throws IOException, InterruptedException {
    PendingRecord<K, T> record = (PendingRecord<K, T>) write;
    KeyQueue<K, T> queue = record.queue();
    queue.settled(record);
    for (PendingRecord<K, T> next = queue.pollDone(); next != null; next = queue.pollDone()) {
      emit(next);
    }
    if (queue.isEmpty()) {
      queues.remove(queue.key());
    } else if (queue.isIdle()) {
      writeNext(queue);
    }
  }

  private void emit(PendingRecord<K, T> record) throws IOException {
    pendingRecords--;
    if (record.refusal() == null) {
      output.collect(record.element());
    } else {
      refusals.emit(record.refusal(), record.element(), output);
    }
    heldEvents.recordLeft(record.epoch());
  }
}
