/**
 * Meters of what messages cost: processor time by process and by group of threads, context
 * switches, writes to the database, records on topics, and checkpoints. None of them knows what is
 * measured. Each reads counters that exist anyway, so that a meter costs nothing while a
 * measurement runs.
 */
package io.parley.benchmarks.meters;
