package io.parley.ingest.domain;

import org.apache.avro.specific.SpecificRecord;

/**
 * The event that the rules make of an acceptable command, before it gets its id and sequence.
 *
 * @param messageId the message it creates or changes
 * @param payload of the event
 * @param head of the conversation with its membership after the event. The event itself is not
 *     counted yet
 */
record Proposal(long messageId, SpecificRecord payload, ConversationHead head) {}
