package io.parley.demo;

import io.parley.simulator.FleetSettings;
import io.parley.simulator.Script;
import java.time.Duration;

/**
 * The plan of a demo.
 *
 * @param seed the seed of all random choices
 * @param what the talk, in a few words
 * @param showcase the conversation whose newest rows are shown at the end
 * @param perSecond commands a second, on average
 * @param warmUp the beginning of the talk, in which nothing is measured
 * @param duration the duration of the talk after that
 * @param kill whether a TaskManager is killed on the way
 */
record Plan(
    long seed,
    String what,
    FleetSettings fleet,
    Script script,
    String showcase,
    double perSecond,
    Duration warmUp,
    Duration duration,
    boolean kill) {}
