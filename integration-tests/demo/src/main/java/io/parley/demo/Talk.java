package io.parley.demo;

import io.parley.simulator.FleetSettings;
import io.parley.simulator.Script;

/**
 * The talk of a demo.
 *
 * @param what the talk, in a few words
 * @param showcase the conversation whose newest rows are shown at the end
 */
record Talk(String what, FleetSettings fleet, Script script, String showcase) {}
