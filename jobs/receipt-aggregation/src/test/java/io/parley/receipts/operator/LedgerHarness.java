package io.parley.receipts.operator;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.LedgerRules;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.receipts.domain.ReceiptRow;
import io.parley.schemas.status.MessageStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/**
 * A subtask of the ledger without a cluster, on RocksDB unless the test counts what is in state.
 */
final class LedgerHarness implements AutoCloseable {

  static final int MAX_PARALLELISM = 12;

  private final KeyedTwoInputStreamOperatorTestHarness<
          String, EventFact, ReceiptFact, LedgerChanges>
      harness;

  private int statusesSeen;

  private LedgerHarness(LedgerRules rules, StateBackend backend, int parallelism, int subtask)
      throws Exception {
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new LedgerFunction(rules)),
            EventFact::conversationId,
            ReceiptFact::conversationId,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    harness.setStateBackend(backend);
    // A type of the state that Flink could only handle with Kryo fails here.
    ((SerializerConfigImpl) harness.getExecutionConfig().getSerializerConfig())
        .setGenericTypes(false);
    harness.setup(LedgerChanges.type().createSerializer(new SerializerConfigImpl()));
  }

  static LedgerHarness open(LedgerRules rules) throws Exception {
    LedgerHarness opened = new LedgerHarness(rules, new EmbeddedRocksDBStateBackend(), 1, 0);
    opened.harness.open();
    return opened;
  }

  static LedgerHarness openOnHeap(LedgerRules rules) throws Exception {
    LedgerHarness opened = new LedgerHarness(rules, new HashMapStateBackend(), 1, 0);
    opened.harness.open();
    return opened;
  }

  static LedgerHarness restore(
      LedgerRules rules, OperatorSubtaskState snapshot, int from, int parallelism, int subtask)
      throws Exception {
    LedgerHarness restored =
        new LedgerHarness(rules, new EmbeddedRocksDBStateBackend(), parallelism, subtask);
    restored.harness.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            snapshot, MAX_PARALLELISM, from, parallelism, subtask));
    restored.harness.open();
    return restored;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  LedgerHarness event(EventFact event) throws Exception {
    harness.processElement1(new StreamRecord<>(event, event.at()));
    return this;
  }

  LedgerHarness receipt(ReceiptFact receipt) throws Exception {
    harness.processElement2(new StreamRecord<>(receipt, receipt.at()));
    return this;
  }

  LedgerHarness processingTime(long time) throws Exception {
    harness.setProcessingTime(time);
    return this;
  }

  LedgerHarness watermark(long time) throws Exception {
    harness.processBothWatermarks(new Watermark(time));
    return this;
  }

  /** Statuses since the last call. */
  List<MessageStatus> statuses() {
    List<MessageStatus> all =
        changes().flatMap(c -> c.statuses().stream()).map(Outgoing::value).toList();
    List<MessageStatus> fresh = all.subList(statusesSeen, all.size());
    statusesSeen = all.size();
    return fresh;
  }

  /** The last update of each user so far. */
  Map<String, CursorUpdate> cursors() {
    Map<String, CursorUpdate> last = new HashMap<>();
    changes()
        .flatMap(c -> c.cursors().stream())
        .forEach(update -> last.put(update.userId(), update));
    return last;
  }

  int cursorUpdates() {
    return changes().mapToInt(c -> c.cursors().size()).sum();
  }

  List<ReceiptRow> rows() {
    return changes().flatMap(c -> c.rows().stream()).toList();
  }

  /** All records that came out so far. */
  Stream<LedgerChanges> changes() {
    return harness.extractOutputValues().stream();
  }

  int samples() {
    return side(harness.getSideOutput(LedgerFunction.SAMPLES)).size();
  }

  private static <T> List<T> side(Queue<StreamRecord<T>> records) {
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  /** Pieces of state, where a map with entries is one. */
  int piecesOfState() {
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers() + harness.numProcessingTimeTimers();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
