package io.parley.common.deadletter;

import io.parley.common.kafka.SourceRecord;

/** A record that no retry can help, and why. */
public record DeadLetter(SourceRecord source, DeadLetterReason reason) {}
