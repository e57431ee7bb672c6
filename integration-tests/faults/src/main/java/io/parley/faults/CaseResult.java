package io.parley.faults;

import io.parley.checker.Verdict;
import io.parley.pipeline.run.Recovery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record of a case.
 *
 * @param seed the seed with which the case can be repeated, by {@code --seed} and the name of the
 *     fault
 * @param stack the number of the stack in the run, from 1: cases with one number shared it
 * @param reasons why it failed or was skipped
 * @param fleet counts of what the simulated people did and saw
 * @param strikes how many faults of a soak struck, missed and were skipped; empty for other faults
 * @param restarts restarts of all jobs since each was last submitted, as Flink counts them
 * @param verdict the verdict on everything that the stack has seen so far; empty if there was no
 *     verdict
 */
record CaseResult(
    Fault fault,
    long seed,
    int stack,
    Instant began,
    double seconds,
    Outcome outcome,
    List<String> reasons,
    List<String> detections,
    List<Timeline.Mark> timeline,
    List<Recovery> recoveries,
    Map<String, Long> fleet,
    Map<String, Long> strikes,
    long failedCommittables,
    long restarts,
    Optional<Verdict> verdict) {}
