package io.parley.flink.connector.scylladb;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** A record that is not emitted yet. Owned by the task thread. */
final class PendingRecord<K, T> extends RecordWrite<T> {

  private final StreamRecord<T> element;
  private final KeyQueue<K, T> queue;
  private final HeldEvents.Epoch epoch;
  private boolean done;

  PendingRecord(
      StreamRecord<T> element, KeyQueue<K, T> queue, HeldEvents.Epoch epoch, boolean restored) {
    super(element.getValue(), restored);
    this.element = element;
    this.queue = queue;
    this.epoch = epoch;
  }

  @Override
  Object queueKey(BoundRow row) {
    return queue.key();
  }

  StreamRecord<T> element() {
    return element;
  }

  KeyQueue<K, T> queue() {
    return queue;
  }

  HeldEvents.Epoch epoch() {
    return epoch;
  }

  boolean isDone() {
    return done;
  }

  void done() {
    done = true;
  }
}
