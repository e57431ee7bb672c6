package io.parley.receipts.domain;

/**
 * A receipt. It says that the user has got or read everything in the conversation up to and
 * including a position.
 *
 * @param position an event id; not necessarily that of a message
 * @param read whether the user has read it. Otherwise a device has got it
 * @param at the broker's time of the receipt, milliseconds since 1970
 */
public record ReceiptFact(
    String conversationId, String userId, long position, boolean read, long at) {}
