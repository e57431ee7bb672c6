/**
 * The command {@code doctor}: looks at everything that the promise rests on, changes nothing, and
 * lists all faults at once with what to do about each.
 *
 * <p>Each {@link io.parley.operations.doctor.Examination} asks one system. An examination that gets
 * no answer is a fault itself, and the others still run. The rules for brokers and topics are those
 * that the jobs ask before they start ({@code io.parley.schemas.broker}).
 */
package io.parley.operations.doctor;
