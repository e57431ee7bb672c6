package io.parley.infra.local.flink;

/**
 * The figures of a job's checkpoints since it was submitted.
 *
 * @param completed how many succeeded
 * @param failed how many did not
 * @param underWay how many have begun and not ended
 * @param restored how often the job was restored from a checkpoint
 */
public record Checkpoints(long completed, long failed, long underWay, long restored) {}
