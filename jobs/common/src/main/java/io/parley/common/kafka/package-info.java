/**
 * Kafka at both ends of a job.
 *
 * <p><b>In.</b> {@link io.parley.common.kafka.KafkaSources} yields {@link
 * io.parley.common.kafka.SourceRecord}s: the undecoded bytes with their coordinates, the broker's
 * time and the trace. Nothing is decoded in the source, because what does not decode must go to the
 * dead letters with its original bytes, and a source has no side output. A source without state
 * starts where the options say; with state it resumes there, and fails if Kafka has deleted the
 * records that come next, rather than skip them.
 *
 * <p><b>Out.</b> A job emits {@link io.parley.common.kafka.Outgoing}s: key, value, time and trace.
 * {@link io.parley.common.kafka.KafkaSinks} writes them in transactions that are committed by
 * checkpoints. Partitions are chosen by Kafka's own default, murmur2 of the key, so that gateways
 * and tools find the same partition. Schemas are looked up when a task opens, never registered.
 */
package io.parley.common.kafka;
