/**
 * What a decision remembers, without saying where. A decision sees a {@link
 * io.parley.common.memory.Table} or a {@link io.parley.common.memory.Cell}; the operator backs them
 * with Flink's keyed state, a property test with maps that it can copy and restore.
 */
package io.parley.common.memory;
