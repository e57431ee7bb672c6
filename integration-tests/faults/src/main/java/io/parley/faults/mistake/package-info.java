/**
 * Faults that an operator makes: a job that is started from the wrong state or a second time, a
 * registry that comes back without its content, partitions that are added in place. The product
 * must refuse to go on, in words that name the remedy ({@link
 * io.parley.faults.mistake.RefusedStart}). After the remedy everything must hold.
 */
package io.parley.faults.mistake;
