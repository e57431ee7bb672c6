/**
 * The topics of the job: its sources and sinks, and what travels between its operators.
 *
 * <p>{@link io.parley.routing.topics.ReadToEndSource} is where the job's time comes from: a source
 * that says how far its topic has been read.
 */
package io.parley.routing.topics;
