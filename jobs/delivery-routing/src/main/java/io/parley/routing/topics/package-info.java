/**
 * The topics of the job: its sources and sinks, and the records between its operators.
 *
 * <p>{@link io.parley.routing.topics.ReadToEndSource} gives the job its time. Its watermarks say
 * how far its topic has been read.
 */
package io.parley.routing.topics;
