package io.parley.common.deadletter;

import io.parley.common.kafka.SourceRecord;

/** A record that can never be processed, with the reason. */
public record DeadLetter(SourceRecord source, DeadLetterReason reason) {}
