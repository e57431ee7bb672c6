package io.parley.ingest.domain;

import org.apache.avro.specific.SpecificRecord;

/**
 * What the rules make of an acceptable command, before it gets its place in the conversation.
 *
 * @param messageId the message it creates or changes
 * @param payload of the event
 * @param head of the conversation with its membership after the event, not counted yet
 */
record Proposal(long messageId, SpecificRecord payload, ConversationHead head) {}
