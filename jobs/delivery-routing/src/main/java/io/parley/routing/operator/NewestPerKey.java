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
 * Holds records for a moment, and of those with the same key passes on only the newest. All that it
 * holds goes on before a checkpoint's barrier, so nothing is stored. The moment is the machine's
 * time: it decides how many records go on, not which is the newest.
 *
 * <p>All records of a key must come to one subtask: put it behind a keyed edge, or in the chain of
 * a source whose partitions the key follows.
 *
 * @param <T> the record
 */
public final class NewestPerKey<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T> {

  private static final long serialVersionUID = 1;

  /** More keys than this go on at once, which bounds the memory. */
  private static final int MAX_KEYS = 20_000;

  /** Gets the key. */
  public interface Key<T> extends Function<T, String>, Serializable {}

  /** Gets what is higher for the newer record. */
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
