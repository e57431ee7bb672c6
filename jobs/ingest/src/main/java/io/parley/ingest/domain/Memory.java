package io.parley.ingest.domain;

/**
 * The new state after a command that was not a repetition.
 *
 * @param head of the conversation after the command
 * @param answer for repetitions of the command
 * @param entry in the conversation's log, under the id of the command
 */
public record Memory(ConversationHead head, Answer answer, LogEntry entry) {}
