package io.parley.faults;

import io.parley.checker.Verdict;
import io.parley.pipeline.run.Recovery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is recorded of a case.
 *
 * @param seed from which it can be repeated, with {@code --seed} and the fault's name
 * @param stack the number of the stack in the run, from 1: cases with one number shared it
 * @param reasons why it failed or was skipped
 * @param fleet what people did and saw, by count
 * @param restarts of all jobs, as Flink counts them since each was submitted last
 * @param verdict over all that the stack has seen so far; empty if it did not come to that
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
    long failedCommittables,
    long restarts,
    Optional<Verdict> verdict) {}
