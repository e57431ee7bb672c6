/**
 * The state that a decision uses, independent of where it lies. A decision sees a {@link
 * io.parley.common.memory.Table} or a {@link io.parley.common.memory.Cell}. The operator backs them
 * with Flink's keyed state. Property tests and benchmarks back them with {@link
 * io.parley.common.memory.PlainTable} and {@link io.parley.common.memory.PlainCell}, which they can
 * copy and restore.
 */
package io.parley.common.memory;
