package io.parley.ingest.domain;

/** A partition of a topic of commands. A topic's name stands for its generation. */
public record SourcePartition(String topic, int partition) {}
