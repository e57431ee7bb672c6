package io.parley.checker.live;

/** A listener to the progress of reading. */
@FunctionalInterface
public interface Progress {

  /** A listener that does nothing. */
  Progress SILENT = (source, read) -> {};

  /**
   * Called now and then, on the reading thread.
   *
   * @param source a topic or table
   * @param read records or rows read of it so far
   */
  void at(String source, long read);
}
