package io.parley.flink.connector.scylladb;

/**
 * A record with a row that cannot be written, however often it is tried. It describes the first
 * refused row. Other rows of the record may have been written.
 *
 * @param record the record, as it came
 * @param cql the statement whose row was refused; null if the record could not be bound at all
 * @param rule the name of the error rule that decided, as in the README's table
 * @param cause the error of the server, the codec or the binder
 * @param attempts how often the row was sent; 0 if it was never sent
 */
public record RefusedRow<T>(T record, String cql, String rule, Throwable cause, int attempts) {

  /** Leaves the record out: it may hold personal data, and this text ends in logs. */
  @Override
  public String toString() {
    return "RefusedRow[" + cql + ", " + rule + ", attempts=" + attempts + "]";
  }
}
