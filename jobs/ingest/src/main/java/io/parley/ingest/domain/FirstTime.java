package io.parley.ingest.domain;

/**
 * What became of a command when it first came: enough to answer it in the same way again.
 *
 * @param fingerprint of its payload, see {@link PayloadFingerprint}
 * @param messageId the message it created or changed
 * @param eventId the event it became; the time in it starts the dedup horizon
 */
public record FirstTime(long fingerprint, long messageId, long eventId) {}
