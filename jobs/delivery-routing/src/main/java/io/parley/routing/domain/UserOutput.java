package io.parley.routing.domain;

/** Receives the decisions about one user. */
public interface UserOutput {

  /** A session of the user, to which a delivery goes. */
  record Target(String gatewayId, String userId, String deviceId, long epoch) {}

  void direct(Target target, UserInput.Event event);

  /**
   * Brings one session up to date.
   *
   * @param upTo null for a large conversation: to the end, and broadcasts from then on
   */
  void sync(Target target, String conversation, long after, Long upTo, int attempt);

  /** A notification. */
  void notify(String userId, String conversation, Unseen message, int unread);

  /** Takes the notification of a message back. */
  void clear(String userId, String conversation, long messageId);

  void status(String gatewayId, String userId, UserInput.Status status);

  void cursor(String gatewayId, String userId, UserInput.Cursor cursor);

  /** A row for the table of cursors. */
  void row(DeviceCursor cursor);

  /** Asks to be called for this user when the input has been read up to a time. */
  void wakeAt(long time);

  void count(RoutingCounter counter);
}
