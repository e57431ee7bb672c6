/**
 * The Flink functions of the job. They hold state and timers, and the classes in {@code
 * io.parley.routing.domain} decide.
 */
package io.parley.routing.operator;
