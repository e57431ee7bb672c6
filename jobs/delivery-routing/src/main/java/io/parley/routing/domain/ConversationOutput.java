package io.parley.routing.domain;

import io.parley.schemas.event.ConversationEvent;

/** Receives the decisions about one conversation. */
public interface ConversationOutput {

  /**
   * Sends to one user, in the order of the calls.
   *
   * @param packed a {@link UserInput}. The array is the same for many users
   */
  void toUser(String userId, byte[] packed);

  /** Sends to all live gateways. */
  void broadcast(ConversationEvent event, byte[] encoded, String traceparent);

  /** Asks for one more call for this conversation at a time, in milliseconds since 1970. */
  void wakeAt(long time);

  /** The event was routed before. */
  void repeated();

  /** A message has recipients, but no member is known: state has been lost. */
  void withoutMembers();
}
