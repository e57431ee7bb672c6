/**
 * A model of the whole job without Flink, for property tests: topics that can be read again, a job
 * that can be restored to a checkpoint, and phones that lose connections, deliveries and time.
 */
package io.parley.routing.model;
