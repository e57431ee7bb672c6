/**
 * Sorting more rows than fit into memory.
 *
 * <p>Every check of the checker is a fold over sorted rows: what must agree is given the same first
 * column, sorted together, and looked at in one group. So the checker's memory does not grow with
 * the history, only its scratch directory does.
 *
 * <pre>{@code
 * try (Scratch scratch = Scratch.temporary(); SortedRows rows = scratch.rows(2)) {
 *   rows.add(key, value);
 *   rows.forEachGroup(group -> ...);
 * }
 * }</pre>
 */
package io.parley.checker.sort;
