package io.parley.common.memory;

/** One value that belongs to the current key. Not for use by several threads. */
public interface Cell<T> {

  /** The value, or null. It may be the stored object itself: set it again when you change it. */
  T get();

  /** Stores a value; null clears it. */
  void set(T value);
}
