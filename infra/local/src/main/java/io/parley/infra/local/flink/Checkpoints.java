package io.parley.infra.local.flink;

/**
 * How a job's checkpoints went since it was submitted.
 *
 * @param completed how many succeeded
 * @param failed how many did not
 * @param restored how often the job went back to one
 * @param latestPath where the newest completed one lies; empty if there is none
 */
public record Checkpoints(long completed, long failed, long restored, String latestPath) {}
