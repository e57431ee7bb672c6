package io.parley.receipts.domain;

/** How often a state backend was asked. */
final class Usage {
  int reads;
  int writes;
  int iterators;

  void reset() {
    reads = 0;
    writes = 0;
    iterators = 0;
  }

  @Override
  public String toString() {
    return reads + " reads, " + writes + " writes, " + iterators + " iterators";
  }
}
