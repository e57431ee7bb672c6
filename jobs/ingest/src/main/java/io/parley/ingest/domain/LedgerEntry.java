package io.parley.ingest.domain;

/**
 * What an event left in the state that must go again when it is old enough.
 *
 * @param eventId dates the entry, and names its {@link MessageFacts} if it was a new message
 * @param commandKey names its {@link FirstTime}
 */
public record LedgerEntry(long eventId, String commandKey) {}
