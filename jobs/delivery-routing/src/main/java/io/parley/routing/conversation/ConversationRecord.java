package io.parley.routing.conversation;

/**
 * The one small record that is kept of a conversation for ever.
 *
 * @param highWaterMark the newest event_id that was routed
 * @param members how many members there are
 * @param large whether events are broadcast
 */
public record ConversationRecord(long highWaterMark, int members, boolean large) {

  static final ConversationRecord NEW = new ConversationRecord(0, 0, false);
}
