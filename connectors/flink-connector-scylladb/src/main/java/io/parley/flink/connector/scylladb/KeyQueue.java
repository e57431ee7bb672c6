package io.parley.flink.connector.scylladb;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;

/**
 * The records of one key that are not emitted yet, in the order in which they came. Some of them
 * are being written, at most a given number; those behind wait their turn here, so that one key
 * cannot take the whole window. A plain class; owned by the task thread.
 */
final class KeyQueue<K, T> {

  private final K key;
  private final int maxWriting;
  private final Queue<PendingRecord<K, T>> notEmitted = new ArrayDeque<>();
  private final Queue<PendingRecord<K, T>> notStarted = new ArrayDeque<>();
  private int writing;
  private boolean starting;

  KeyQueue(K key, int maxWriting) {
    this.key = key;
    this.maxWriting = maxWriting;
  }

  K key() {
    return key;
  }

  boolean isEmpty() {
    return notEmitted.isEmpty();
  }

  /** Whether a record added now could be written at once. */
  boolean hasRoom() {
    return writing < maxWriting && notStarted.isEmpty();
  }

  void add(PendingRecord<K, T> record) {
    notEmitted.add(record);
    notStarted.add(record);
  }

  /**
   * Guards the loop over {@link #startNext}: a record without rows is settled while it is started,
   * and must not start the next one from within. False if the loop runs already.
   */
  boolean tryBeginStarting() {
    boolean first = !starting;
    starting = true;
    return first;
  }

  void endStarting() {
    starting = false;
  }

  /** The next record to write, or null if none waits or the key has its share. */
  PendingRecord<K, T> startNext() {
    if (writing >= maxWriting || notStarted.isEmpty()) {
      return null;
    }
    writing++;
    return notStarted.poll();
  }

  void settled(PendingRecord<K, T> record) {
    record.done();
    writing--;
  }

  /** The next record to emit, or null while the oldest is not settled. */
  PendingRecord<K, T> pollDone() {
    PendingRecord<K, T> oldest = notEmitted.peek();
    return oldest != null && oldest.isDone() ? notEmitted.poll() : null;
  }

  /** What a checkpoint must keep of this key. */
  List<StreamElement> elements() {
    return notEmitted.stream().<StreamElement>map(PendingRecord::element).toList();
  }
}
