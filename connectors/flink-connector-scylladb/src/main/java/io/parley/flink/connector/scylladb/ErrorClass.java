package io.parley.flink.connector.scylladb;

/** The action for a failed request, in rising order of seriousness. */
enum ErrorClass {
  /** Send the same statement with the same timestamp again, after a backoff. */
  RETRY,
  /** As RETRY, and shrink the in-flight limit, because the server is overloaded. */
  OVERLOAD,
  /** The row itself is at fault and no retry can help. Hand it to the refused-row handler. */
  REFUSED,
  /** No row can be written until an operator acts. Fail the task at once. */
  FATAL
}
