/**
 * Sorting more rows than fit into memory.
 *
 * <p>Every check of the checker goes over sorted rows. Facts that must agree get the same first
 * column, so sorting brings them together, and the check looks at them as one group. So the
 * checker's memory does not grow with the history; only its scratch directory does.
 *
 * <pre>{@code
 * try (Scratch scratch = Scratch.temporary(); SortedRows rows = scratch.rows(2)) {
 *   rows.add(key, value);
 *   rows.forEachGroup(group -> ...);
 * }
 * }</pre>
 */
package io.parley.checker.sort;
