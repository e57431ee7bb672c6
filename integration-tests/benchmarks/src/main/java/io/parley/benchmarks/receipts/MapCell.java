package io.parley.benchmarks.receipts;

import io.parley.common.memory.Cell;

/** A value of the ledger in memory. */
final class MapCell<T> implements Cell<T> {

  private T value;

  @Override
  public T get() {
    return value;
  }

  @Override
  public void set(T changed) {
    value = changed;
  }
}
