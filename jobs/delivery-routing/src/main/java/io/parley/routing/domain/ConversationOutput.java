package io.parley.routing.domain;

import io.parley.schemas.event.ConversationEvent;

/** Where the decisions about one conversation go. */
public interface ConversationOutput {

  /**
   * To one user, in the order of the calls.
   *
   * @param packed a {@link UserInput}; the same array for many users
   */
  void toUser(String userId, byte[] packed);

  /** To all live gateways. */
  void broadcast(ConversationEvent event, byte[] encoded, String traceparent);

  /** Asks to be called at that time too, for this conversation; milliseconds since 1970. */
  void wakeAt(long time);

  /** The event was routed before. */
  void repeated();

  /** A message has recipients, but no member is known: state has been lost. */
  void withoutMembers();
}
