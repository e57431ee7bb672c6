package io.parley.routing.operator;

import io.parley.routing.domain.BrokerClock;
import io.parley.routing.domain.InputTime;
import java.io.Serializable;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The time of one task. It combines the brokers' time, estimated from records, with how far the
 * input has been read, which watermarks say.
 *
 * <p>The brokers' time is saved with each checkpoint. So a task that restarts does not date an
 * output before an input that its state rests on, however old the first records are that it reads.
 */
final class TaskTime {

  /**
   * The brokers' time of each subtask at the checkpoint. Union: after a rescale a key may come from
   * any subtask, so every subtask goes on from the latest time. Bound: one number for each subtask.
   * Never cleared, never expires: each checkpoint replaces it.
   */
  private static final ListStateDescriptor<Long> DESCRIPTOR =
      new ListStateDescriptor<>("brokers-time", Types.LONG);

  /** Elapsed time in nanoseconds, such as {@link System#nanoTime}. */
  interface Ticks extends LongSupplier, Serializable {}

  private final ListState<Long> saved;
  private final BrokerClock clock;
  private long resumedAt = Long.MAX_VALUE;

  /** Goes on from the time of the checkpoint, if there is one. */
  TaskTime(OperatorStateStore store, Ticks ticks) throws Exception {
    saved = store.getUnionListState(DESCRIPTOR);
    long latest = BrokerClock.UNKNOWN;
    for (long time : saved.get()) {
      latest = Math.max(latest, time);
    }
    clock = new BrokerClock(ticks, latest);
  }

  void snapshot() throws Exception {
    saved.update(clock.latest() == BrokerClock.UNKNOWN ? List.of() : List.of(clock.latest()));
  }

  /** The time when a record with this append time is processed at this watermark. */
  InputTime at(long appendTime, long watermark) {
    clock.observe(appendTime);
    return at(watermark);
  }

  /** The time at a watermark. */
  InputTime at(long watermark) {
    if (watermark != Long.MIN_VALUE) {
      clock.readUpTo(watermark);
      resumedAt = Math.min(resumedAt, watermark);
    }
    return new InputTime(
        Math.max(0, clock.now()), watermark, resumedAt, clock.correctedTo(), clock.jumpedTo());
  }

  /** The date of what is sent now. */
  long latest() {
    return Math.max(0, clock.latest());
  }

  /** A time that another task may learn: it comes from what was read since the start. */
  long read() {
    return Math.max(0, clock.read());
  }
}
