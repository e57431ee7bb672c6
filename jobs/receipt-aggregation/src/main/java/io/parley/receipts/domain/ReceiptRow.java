package io.parley.receipts.domain;

/**
 * A row about one recipient of a message, with the times at which they got and read it.
 *
 * @param readAt 0 before the user has read it
 * @param version write timestamp of the row, microseconds
 */
public record ReceiptRow(
    String conversationId,
    long messageId,
    String userId,
    long deliveredAt,
    long readAt,
    long version) {}
