package io.parley.gateway.server.history;

/**
 * A user's membership in a conversation, present or past.
 *
 * @param role the role as stored
 * @param notifyLevel the notify level as stored
 * @param joinedEvent the event with which the user joined last
 * @param leftEvent the event with which the user left last; 0 if they never left
 */
public record Membership(
    String conversation,
    String user,
    String role,
    String notifyLevel,
    long joinedEvent,
    long leftEvent) {

  public boolean isCurrent() {
    return leftEvent < joinedEvent;
  }

  /**
   * The first id that the user may not read. A former member may read what was there when they
   * left.
   */
  public long readableBelow() {
    return isCurrent() ? Long.MAX_VALUE : leftEvent + 1;
  }

  /** Whether the user may read a message: what others wrote before they joined is not for them. */
  public boolean mayRead(long messageId) {
    return messageId >= joinedEvent && messageId < readableBelow();
  }
}
