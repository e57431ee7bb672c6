package io.parley.common.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.state.ValueState;

/** A cell in Flink's keyed state. A failing state backend fails the task. */
public final class FlinkCell<T> implements Cell<T> {

  private final ValueState<T> state;

  public FlinkCell(ValueState<T> state) {
    this.state = state;
  }

  @Override
  public T get() {
    try {
      return state.value();
    } catch (IOException e) {
      throw new UncheckedIOException("The state backend failed; the task restarts.", e);
    }
  }

  @Override
  public void set(T value) {
    try {
      state.update(value);
    } catch (IOException e) {
      throw new UncheckedIOException("The state backend failed; the task restarts.", e);
    }
  }
}
