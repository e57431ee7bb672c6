package io.parley.flink.connector.scylladb;

/** What is done about a failed request; in rising order of seriousness. */
enum ErrorClass {
  /** Send the same statement with the same timestamp again, after a backoff. */
  RETRY,
  /** As RETRY, and shrink the in-flight limit: the server says that it gets too much. */
  OVERLOAD,
  /** The row itself is at fault: no retry can help. Hand it to the refused-row handler. */
  REFUSED,
  /** No row can be written until someone acts: fail the task at once. */
  FATAL
}
