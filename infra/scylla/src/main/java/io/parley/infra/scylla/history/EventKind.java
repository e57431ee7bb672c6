package io.parley.infra.scylla.history;

/** The kind of an event: the values of column {@code event_kind}. */
public enum EventKind {
  /** A kind that a later version of ingest wrote. The event keeps its place in the order. */
  UNKNOWN,
  MESSAGE_SENT,
  MESSAGE_EDITED,
  MESSAGE_DELETED,
  MEMBERS_CHANGED
}
