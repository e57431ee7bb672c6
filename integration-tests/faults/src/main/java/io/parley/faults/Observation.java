package io.parley.faults;

import io.parley.checker.Verdict;
import java.util.List;

/**
 * The facts on which a finished case is judged.
 *
 * @param verdict the verdict of the checker
 * @param detections messages and metrics in which the product named a loss
 * @param failures other failures, such as a message that did not arrive, or a pipeline that did not
 *     come to rest
 * @param failedCommittables transactions that were not committed, as the jobs count them
 * @param jobsRestarted whether a job went back to a checkpoint or was submitted again
 * @param deadLetters offsets of the topic of dead letters that were written during the case
 */
record Observation(
    Verdict verdict,
    List<String> detections,
    List<String> failures,
    long failedCommittables,
    boolean jobsRestarted,
    long deadLetters) {}
