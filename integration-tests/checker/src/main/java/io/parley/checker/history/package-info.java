/**
 * The histories that the checker judges. They come from real servers ({@code
 * io.parley.checker.live}) or from a simulation in memory (the checker's own tests).
 *
 * <p>A record of a topic is a {@link io.parley.checker.history.Seen}. It covers both isolation
 * levels with one flag. A row of a table is a plain record. Histories are streams, so that the
 * checker can judge a history that does not fit into memory.
 */
package io.parley.checker.history;
