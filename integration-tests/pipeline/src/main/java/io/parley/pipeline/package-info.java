/**
 * The three jobs together on a running stack: submitted, watched, awaited.
 *
 * <pre>{@code
 * Pipeline pipeline = new Pipeline(stack.state(started));
 * pipeline.submitAll(JobSettings.defaults(2));
 * pipeline.awaitRunning(Duration.ofMinutes(2));
 * ...
 * pipeline.awaitRest(Duration.ofMinutes(2));
 * assertThat(pipeline.failedCommittables()).isZero();
 * }</pre>
 *
 * <p>For tests, the demo, faults and benchmarks alike. Everything is asked of the servers, over
 * Flink's REST interface and Kafka's admin protocol; the jobs do not know that they are watched.
 */
package io.parley.pipeline;
