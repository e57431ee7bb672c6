package io.parley.simulation;

import io.parley.common.memory.Cell;

/** A cell of state in a field, which a checkpoint can copy. Values are never changed in place. */
final class HeapCell<T> implements Cell<T> {

  private T value;

  HeapCell<T> copy() {
    HeapCell<T> copy = new HeapCell<>();
    copy.value = value;
    return copy;
  }

  @Override
  public T get() {
    return value;
  }

  @Override
  public void set(T changed) {
    value = changed;
  }
}
