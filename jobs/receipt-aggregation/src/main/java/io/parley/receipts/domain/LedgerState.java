package io.parley.receipts.domain;

import io.parley.common.memory.Cell;
import io.parley.common.memory.Table;

/**
 * The state of the current conversation. All values are packed bytes. Values that are read together
 * lie in one record, and a value that is not needed is not decoded.
 *
 * @param conversation the conversation's record, see {@link Conversation}. In a small conversation
 *     its members and its newest messages lie in it, and the tables below stay empty
 * @param members {@link Member} by user id, once there are too many for the conversation's record
 * @param messages {@link TrackedMessage} by ordinal, if not in the conversation's record
 * @param memberIndex user ids of the present members, numbered from 1 without a gap
 * @param names user ids by the number that a member keeps for ever
 * @param changedMembers user ids whose rows are behind, numbered from 1, beyond the first few
 * @param pending receipts whose event has not come yet, by user id
 * @param pendingAt user ids by position of their pending receipts, in pages
 * @param deletions ordinals of deleted messages
 */
public record LedgerState(
    Cell<byte[]> conversation,
    Table<String, byte[]> members,
    Table<Long, byte[]> messages,
    Table<Integer, String> memberIndex,
    Table<Integer, String> names,
    Table<Integer, String> changedMembers,
    Table<String, byte[]> pending,
    Table<String, byte[]> pendingAt,
    Cell<byte[]> deletions) {}
