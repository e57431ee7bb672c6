/**
 * The command {@code deploy}: makes a cluster what Parley needs it to be. Each step compares first,
 * prints the differences, and may be run any number of times.
 */
package io.parley.operations.deploy;
