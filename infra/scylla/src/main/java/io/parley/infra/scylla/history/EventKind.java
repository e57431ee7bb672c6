package io.parley.infra.scylla.history;

/** What happened: the values of column {@code event_kind}. */
public enum EventKind {
  /** A kind that a later version wrote. The event has its place in the order all the same. */
  UNKNOWN,
  MESSAGE_SENT,
  MESSAGE_EDITED,
  MESSAGE_DELETED,
  MEMBERS_CHANGED
}
