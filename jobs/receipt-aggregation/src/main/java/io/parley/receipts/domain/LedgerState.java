package io.parley.receipts.domain;

import io.parley.common.memory.Table;
import java.util.List;

/**
 * Where the ledger keeps what it knows of the current conversation.
 *
 * @param members by user id
 * @param messages by ordinal
 * @param waiting receipts whose event has not come yet, by user id
 * @param seats who sits where: the members, numbered from 1 without a gap
 * @param former who has left, with the ordinal of the last message received as a member
 * @param changedMembers users whose rows are behind, if not in {@link Conversation}; the values
 *     mean nothing
 * @param changedMessages ordinals of messages whose rows are behind, likewise
 */
public record LedgerState(
    Table<String, Member> members,
    Table<Long, TrackedMessage> messages,
    Table<String, List<ReceiptFact>> waiting,
    Table<Integer, String> seats,
    Table<String, Long> former,
    Table<String, Boolean> changedMembers,
    Table<Long, Boolean> changedMessages) {}
