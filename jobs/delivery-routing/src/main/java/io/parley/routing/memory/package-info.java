/**
 * What a decision remembers, without saying where. A decision sees a {@link
 * io.parley.routing.memory.Table} or a {@link io.parley.routing.memory.Cell}; the operator backs
 * them with Flink's keyed state, a property test with maps that it can copy and restore.
 */
package io.parley.routing.memory;
