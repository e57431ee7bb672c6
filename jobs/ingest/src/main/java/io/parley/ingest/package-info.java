/**
 * The ingest job. It turns {@code chat.commands} into stored, numbered, visible events.
 *
 * <p>{@link io.parley.ingest.IngestJob} follows the diagram of the README. Its steps are in
 * packages of their own: {@code domain} (ids and rules, without Flink), {@code operator} (Flink
 * functions and state), {@code store} (rows), {@code topics} (sources and sinks).
 *
 * <p>Nothing that decides an output reads a clock, a random number or another system. Every stage
 * behind the source is chained to it or keyed by conversation.
 */
package io.parley.ingest;
