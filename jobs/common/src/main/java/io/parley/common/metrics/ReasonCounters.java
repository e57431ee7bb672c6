package io.parley.common.metrics;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * A counter for each constant of an enum, all under one name, told apart by the label {@code
 * reason}. All exist from the start, so that a dashboard shows 0 and not a gap. For one thread.
 */
public final class ReasonCounters<E extends Enum<E>> {

  private final Map<E, Counter> counters;

  /**
   * @param name such as {@code deadLetters}
   */
  public ReasonCounters(MetricGroup group, String name, Class<E> reasons) {
    counters = new EnumMap<>(reasons);
    for (E reason : reasons.getEnumConstants()) {
      counters.put(reason, group.addGroup("reason", reason.name()).counter(name));
    }
  }

  public void increment(E reason) {
    counters.get(reason).inc();
  }
}
