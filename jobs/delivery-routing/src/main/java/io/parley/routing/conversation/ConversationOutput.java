package io.parley.routing.conversation;

import io.parley.routing.TracedEvent;
import io.parley.routing.device.LargeConversationNotice;
import io.parley.routing.device.Nudge;

/** Where the decisions about one conversation go. */
public interface ConversationOutput {

  /** To the devices of one user. Must stay in the order of the calls, for each user. */
  void toUser(String userId, TracedEvent event);

  void toUser(LargeConversationNotice notice);

  /** To all live gateways. */
  void broadcast(TracedEvent event);

  /** To one user, in the order of all that goes there: there is news in a large conversation. */
  void nudge(String userId, Nudge nudge);

  /** Asks to be called at that time too, for this conversation; milliseconds since 1970. */
  void wakeAt(long time);

  /** The event was routed before. */
  void repeated();
}
