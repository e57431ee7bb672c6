package io.parley.ingest.domain;

/**
 * The saved clock of a partition.
 *
 * @param topic its topic; an older generation's clocks are kept, too
 * @param lastTick the tick of its newest record, see {@link PartitionClocks}
 */
public record PartitionTick(String topic, int partition, long lastTick) {}
