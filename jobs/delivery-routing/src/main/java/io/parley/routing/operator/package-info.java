/**
 * The job's functions in Flink. They hold state and timers, and let the classes in {@code
 * io.parley.routing.domain} decide.
 */
package io.parley.routing.operator;
