package io.parley.routing.operator;

import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Holds records for a short interval, and then passes on only the newest record of each key. It
 * emits everything that it holds before a checkpoint's barrier, so it stores no state. The interval
 * is in processing time. It determines how many records are emitted, and not which record is the
 * newest.
 *
 * <p>All records of a key must come to one subtask. So put this operator behind a keyed edge, or in
 * the chain of a source whose partitions follow the key.
 *
 * @param <T> the record
 */
public final class NewestPerKey<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T> {

  private static final long serialVersionUID = 1;

  /** With more keys than this all records are emitted at once, which bounds the memory. */
  private static final int MAX_KEYS = 20_000;

  /** Extracts the key. */
  public interface Key<T> extends Function<T, String>, Serializable {}

  /** Extracts a version that is higher for the newer record. */
  public interface Version<T> extends ToLongFunction<T>, Serializable {}

  private final Key<T> key;
  private final Version<T> version;
  private final Duration moment;

  private transient Map<String, T> held;
  private transient boolean timerIsSet;

  public NewestPerKey(Key<T> key, Version<T> version, Duration moment) {
    this.key = key;
    this.version = version;
    this.moment = moment;
  }

  @Override
  public void open() throws Exception {
    super.open();
    held = new LinkedHashMap<>();
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    T value = element.getValue();
    held.merge(
        key.apply(value),
        value,
        (old, now) -> version.applyAsLong(now) >= version.applyAsLong(old) ? now : old);
    if (held.size() >= MAX_KEYS) {
      passOn();
    } else if (!timerIsSet) {
      setTimer();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the timer fires once, and nobody cancels it
  private void setTimer() {
    timerIsSet = true;
    long now = getProcessingTimeService().getCurrentProcessingTime();
    getProcessingTimeService()
        .registerTimer(
            now + moment.toMillis(),
            time -> {
              timerIsSet = false;
              passOn();
            });
  }

  private void passOn() {
    held.values().forEach(value -> output.collect(new StreamRecord<>(value)));
    held.clear();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    passOn();
  }

  @Override
  public void finish() throws Exception {
    passOn();
    super.finish();
  }
}
