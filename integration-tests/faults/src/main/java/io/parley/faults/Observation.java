package io.parley.faults;

import io.parley.checker.Verdict;
import java.util.List;

/**
 * What there is to judge when a case is over.
 *
 * @param verdict the checker's
 * @param detections in which the product named a loss
 * @param failures of everything else: somebody never got a message, the pipeline found no rest
 * @param failedCommittables transactions that were not committed, as the jobs count them
 * @param jobsRestarted whether a job went back to a checkpoint or was submitted again
 */
record Observation(
    Verdict verdict,
    List<String> detections,
    List<String> failures,
    long failedCommittables,
    boolean jobsRestarted) {}
