/**
 * Histories made from a seed: faultless ones of any length, and ways to break them.
 *
 * <p>The checker is only as good as these: each {@link
 * io.parley.it.checker.simulated.IngestCorruption} says exactly what must be found, and the
 * faultless history that nothing must be.
 */
package io.parley.it.checker.simulated;
