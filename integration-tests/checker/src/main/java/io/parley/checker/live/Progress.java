package io.parley.checker.live;

/** Hears how far reading has come. */
@FunctionalInterface
public interface Progress {

  /** Hears nothing. */
  Progress SILENT = (source, read) -> {};

  /**
   * Called now and then, on the reading thread.
   *
   * @param source a topic or table
   * @param read records or rows read of it so far
   */
  void at(String source, long read);
}
