package io.parley.checker;

/**
 * One sample of a violation.
 *
 * @param where topic, partition and offset, or the ids of a row; never the text of a message
 * @param what the fault, with expected and found values
 */
public record Finding(String where, String what) {

  @Override
  public String toString() {
    return where + ": " + what;
  }
}
