package io.parley.checker;

/**
 * One sample of a violation.
 *
 * @param where topic, partition and offset, or the ids of a row; never text of a message
 * @param what is wrong there, with expected and found values
 */
public record Finding(String where, String what) {

  @Override
  public String toString() {
    return where + ": " + what;
  }
}
