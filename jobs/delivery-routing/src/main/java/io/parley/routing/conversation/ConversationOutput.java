package io.parley.routing.conversation;

import io.parley.routing.TracedEvent;
import io.parley.routing.device.LargeConversationNotice;

/** Where the decisions about one conversation go. */
public interface ConversationOutput {

  /** To the devices of one user. Must stay in the order of the calls, for each user. */
  void toUser(String userId, TracedEvent event);

  void toUser(LargeConversationNotice notice);

  /** To all live gateways. */
  void broadcast(TracedEvent event);

  /** The event was routed before. */
  void repeated();
}
