package io.parley.checker.deliveries;

import io.parley.checker.history.Seen;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.push.PushKind;
import io.parley.schemas.push.PushRequest;

/**
 * The rules for a single push request, also in an aborted transaction. The id of a request names
 * user, conversation, message and kind, and none of these may contain the separator. So two
 * requests have the same id only if they ask for the same push, and a reader may drop the second
 * request.
 */
final class PushRequests {

  private PushRequests() {}

  /** Describes what is wrong with a request, or gives null. */
  static String mistake(Seen<PushRequest> seen, PushRequest request) {
    String id =
        "%s/%s/%d/%s"
            .formatted(
                request.getUserId(),
                request.getConversationId(),
                request.getMessageId(),
                request.getKind());
    boolean isNotify = request.getKind() == PushKind.NOTIFY;
    if (!seen.hasKey(request.getUserId())) {
      return "the key is not the user";
    }
    if (!request.getRequestId().equals(id)) {
      return "request id %s, expected %s".formatted(request.getRequestId(), id);
    }
    if (!request.getCollapseKey().equals(request.getConversationId())) {
      return "collapse key %s, expected %s"
          .formatted(request.getCollapseKey(), request.getConversationId());
    }
    if (isNotify ? request.getUnreadCount() < 1 : request.getUnreadCount() != 0) {
      return "unread count " + request.getUnreadCount();
    }
    if (request.getCreatedAt() != Snowflake.unixMillis(request.getMessageId())) {
      return "created at %d, unlike its message".formatted(request.getCreatedAt());
    }
    return isNotify == (request.getSenderId() != null) && isNotify == (request.getType() != null)
        ? null
        : "sender and type are for NOTIFY only, and a NOTIFY has both";
  }
}
