package io.parley.infra.local;

/** When a CQL server acknowledges a write. */
public enum CommitLogSync {
  /** After the write is on disk. Nothing acknowledged is lost when the process is killed. */
  BATCH,
  /** Before the write is on disk. Faster for single rows; a killed process loses the last ones. */
  PERIODIC
}
