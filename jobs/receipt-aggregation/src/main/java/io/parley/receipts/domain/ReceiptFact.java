package io.parley.receipts.domain;

/**
 * A receipt: the user has everything of the conversation up to and including a position.
 *
 * @param position an event id; not necessarily that of a message
 * @param read whether the user has seen it; if not, a device has got it
 * @param at the broker's time of the receipt, milliseconds since 1970
 */
public record ReceiptFact(
    String conversationId, String userId, long position, boolean read, long at) {}
