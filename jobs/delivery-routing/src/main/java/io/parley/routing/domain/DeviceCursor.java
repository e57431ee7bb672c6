package io.parley.routing.domain;

/**
 * The newest event up to which a device has acknowledged a conversation. It is a row of {@code
 * device_cursors}.
 *
 * @param eventId everything up to and including this event is acknowledged
 * @param receivedAt when the broker took the receipt, milliseconds since 1970
 */
public record DeviceCursor(
    String userId, String deviceId, String conversationId, long eventId, long receivedAt) {

  /** The key of the row as one text. No id contains a slash, so a slash can separate the ids. */
  public String key() {
    return userId + "/" + deviceId + "/" + conversationId;
  }
}
