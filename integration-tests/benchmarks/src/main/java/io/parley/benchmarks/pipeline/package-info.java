/**
 * The whole pipeline, measured from the gateways: latency, throughput, what it costs when little is
 * said, recovery, the jobs against bare loops that write the same, more state, and the history.
 * {@code BENCHMARKS.md} beside this module's POM has the results, the method and the limits.
 *
 * <p>One command, from the root of the project, less than half an hour:
 *
 * <pre>{@code
 * ./parley benchmark pipeline
 * }</pre>
 *
 * <p>{@code ./parley benchmark ingest} runs the measures of the ingest job alone, and counts its
 * rows and requests per message.
 *
 * <p>{@code --only LATENCY --scale 0.2} is a quick look; {@code --job-option} and {@code
 * --flink-option} show what a setting changes.
 *
 * <p>The floor is {@link io.parley.benchmarks.bare}, and {@link io.parley.benchmarks.meters} has
 * what is read beside the latencies. A {@link io.parley.benchmarks.pipeline.Subject} is what is
 * measured: the jobs or the floor. {@link io.parley.benchmarks.pipeline.Runs} measures both in the
 * same way.
 *
 * <p>{@link io.parley.benchmarks.pipeline.Traffic} is the load: direct conversations, whose
 * messages are sent at a fixed rate or so that a fixed number is always under way, and gateways
 * that read acks, deliveries and statuses uncommitted, drop what comes twice, and answer each
 * delivery with a receipt. {@link io.parley.benchmarks.pipeline.Journal} takes the times, from when
 * a message was due. It is leaner than {@code io.parley.simulator}, whose people misbehave: here
 * the generator shares two cores with what it measures.
 */
package io.parley.benchmarks.pipeline;
