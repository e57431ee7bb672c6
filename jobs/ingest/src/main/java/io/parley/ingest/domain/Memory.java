package io.parley.ingest.domain;

/**
 * What is to be remembered of a new command. A repetition leaves nothing to remember.
 *
 * @param head of the conversation after the command
 * @param answer for repetitions of the command
 * @param entry in the conversation's log, under the id of the command
 */
public record Memory(ConversationHead head, Answer answer, LogEntry entry) {}
