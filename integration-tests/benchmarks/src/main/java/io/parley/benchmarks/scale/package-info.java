/**
 * What a large installation would need, computed from measured costs: the page {@code SCALE.md}
 * beside this module's POM.
 *
 * <p>A run of the pipeline benchmark leaves its {@link io.parley.benchmarks.scale.Figure}s in
 * {@code results.json}. {@link io.parley.benchmarks.scale.Demand} says what is asked for, {@link
 * io.parley.benchmarks.scale.Published} what the makers of the servers say of them, and {@link
 * io.parley.benchmarks.scale.Needs} multiplies. {@link io.parley.benchmarks.scale.ScalePage} writes
 * the tables of the page, so no number of them is typed by hand.
 */
package io.parley.benchmarks.scale;
