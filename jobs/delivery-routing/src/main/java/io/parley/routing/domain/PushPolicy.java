package io.parley.routing.domain;

/** Who counts as offline, so that a message is pushed. */
public enum PushPolicy {
  /**
   * A user without any live session. A session on one device keeps the others quiet, and any
   * receipt of any device cancels.
   */
  USER,
  /**
   * A user of whom a known device has no live session. So the phone in the pocket rings while the
   * laptop is open, unless the user reads. A DELIVERED cancels only if no device without a session
   * lacks the message.
   */
  DEVICE
}
