package io.parley.infra.local;

/** When a CQL server acknowledges a write. */
public enum CommitLogSync {
  /** After the write is on disk. No acknowledged write is lost when the process is killed. */
  BATCH,
  /**
   * Before the write is on disk. This is faster for single rows, but a killed process loses the
   * last acknowledged writes.
   */
  PERIODIC
}
