package io.parley.receipts.domain;

/**
 * Who got and read a message, and when.
 *
 * @param readAt 0 for not yet
 * @param version write timestamp of the row, microseconds
 */
public record ReceiptRow(
    String conversationId,
    long messageId,
    String userId,
    long deliveredAt,
    long readAt,
    long version) {}
