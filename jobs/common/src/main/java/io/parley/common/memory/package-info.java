/**
 * The state that a decision uses, independent of where it lies. A decision sees a {@link
 * io.parley.common.memory.Table} or a {@link io.parley.common.memory.Cell}. The operator backs them
 * with Flink's keyed state, and a property test with maps that it can copy and restore.
 */
package io.parley.common.memory;
