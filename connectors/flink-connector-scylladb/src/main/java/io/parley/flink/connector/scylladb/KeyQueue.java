package io.parley.flink.connector.scylladb;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;

/**
 * The records of one key that are not emitted yet, in the order in which they came. At most one
 * {@link WriteGroup} of them is at the database. The records behind it gather here and become the
 * next group when it is settled. So the rows of a key become readable in order, and a busy key
 * sends fewer and larger requests. A plain class; owned by the task thread.
 */
final class KeyQueue<K, T> {

  private final K key;
  private final Queue<PendingRecord<K, T>> notEmitted = new ArrayDeque<>(4);
  private final Queue<PendingRecord<K, T>> notStarted = new ArrayDeque<>(4);
  private int underWay;

  KeyQueue(K key) {
    this.key = key;
  }

  K key() {
    return key;
  }

  boolean isEmpty() {
    return notEmitted.isEmpty();
  }

  /** Whether no record of this key is at the database, so that the next one need not wait. */
  boolean isIdle() {
    return underWay == 0;
  }

  void add(PendingRecord<K, T> record) {
    notEmitted.add(record);
    notStarted.add(record);
  }

  /**
   * Moves records into {@code group} as long as they belong together. Call it when the queue {@link
   * #isIdle}.
   *
   * @param binder binds the rows of a record, if that was not done before
   */
  List<PendingRecord<K, T>> start(
      WriteGroup<PendingRecord<K, T>> group, Consumer<PendingRecord<K, T>> binder) {
    for (PendingRecord<K, T> next = notStarted.peek(); next != null; next = notStarted.peek()) {
      binder.accept(next);
      if (!group.tryAdd(next)) {
        break;
      }
      notStarted.remove();
    }
    underWay = group.records().size();
    return group.records();
  }

  void settled(PendingRecord<K, T> record) {
    record.done();
    underWay--;
  }

  /** The next record to emit, or null while the oldest is not settled. */
  PendingRecord<K, T> pollDone() {
    PendingRecord<K, T> oldest = notEmitted.peek();
    return oldest != null && oldest.isDone() ? notEmitted.poll() : null;
  }

  /**
   * The records that a checkpoint must keep of this key. If later operators may change the
   * elements, the checkpoint needs copies, because a heap backend writes them later, on another
   * thread.
   */
  List<StreamElement> elements(UnaryOperator<StreamElement> copy) {
    return notEmitted.stream().<StreamElement>map(PendingRecord::element).map(copy).toList();
  }
}
