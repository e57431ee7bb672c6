package io.parley.ingest.domain;

/**
 * The saved clock of a partition.
 *
 * @param lastTick the tick of its newest record, see {@link PartitionClocks}
 */
public record PartitionTick(int partition, long lastTick) {}
