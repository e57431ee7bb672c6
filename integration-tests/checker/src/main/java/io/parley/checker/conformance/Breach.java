package io.parley.checker.conformance;

/**
 * One breach of a rule.
 *
 * @param where topic, partition and offset of the record
 * @param found what is there, and what was expected; never the text of a message
 */
public record Breach(String where, String found) {

  @Override
  public String toString() {
    return where + ": " + found;
  }
}
