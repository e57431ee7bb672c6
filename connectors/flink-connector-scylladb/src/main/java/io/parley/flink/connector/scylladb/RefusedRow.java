package io.parley.flink.connector.scylladb;

/**
 * A record one of whose rows cannot be written, however often it is tried. The first refused row
 * counts; other rows of the record may have been written.
 *
 * @param record the record, as it came
 * @param cql the statement whose row was refused; null if the record could not be bound at all
 * @param rule the name of the error rule that decided, as in the README's table
 * @param cause what the server, the codec or the binder said
 * @param attempts how often the row was sent; 0 if it never got that far
 */
public record RefusedRow<T>(T record, String cql, String rule, Throwable cause, int attempts) {

  /** Leaves the record out: it may hold personal data, and this text ends in logs. */
  @Override
  public String toString() {
    return "RefusedRow[" + cql + ", " + rule + ", attempts=" + attempts + "]";
  }
}
