package io.parley.it.demo;

import io.parley.it.fleet.FleetSettings;
import io.parley.it.fleet.Script;
import java.time.Duration;

/**
 * What a demo does.
 *
 * @param seed of everything that is left to chance
 * @param what in a few words
 * @param showcase the conversation whose newest rows are shown at the end
 * @param duration of the talk
 * @param kill whether a TaskManager is killed on the way
 */
record Plan(
    long seed,
    String what,
    FleetSettings fleet,
    Script script,
    String showcase,
    Duration duration,
    boolean kill) {}
