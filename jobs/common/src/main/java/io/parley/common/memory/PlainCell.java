package io.parley.common.memory;

/**
 * A cell in a plain field, for decisions that run without Flink. The value is taken as immutable.
 */
public final class PlainCell<T> implements Cell<T> {

  private T value;

  public PlainCell<T> copy() {
    PlainCell<T> copy = new PlainCell<>();
    copy.value = value;
    return copy;
  }

  @Override
  public T get() {
    return value;
  }

  @Override
  public void set(T value) {
    this.value = value;
  }
}
