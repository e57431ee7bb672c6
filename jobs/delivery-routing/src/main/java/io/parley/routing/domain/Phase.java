package io.parley.routing.domain;

/** How it stands with a device that has not acknowledged everything of a conversation. */
enum Phase {
  /** No live session: nothing is sent and nothing is due. */
  WAITING,
  /** Everything up to the newest event was sent to the session; new events go out as DIRECT. */
  LIVE,
  /** One SYNC is under way or about to be sent; new events only move its successor's end. */
  SYNCING
}
