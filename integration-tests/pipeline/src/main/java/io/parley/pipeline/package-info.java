/**
 * The three jobs on a running stack: how they are submitted, watched and awaited.
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
 * <p>Tests, the demo, faults and benchmarks use it. It asks the servers, over Flink's REST
 * interface and Kafka's admin protocol, and needs nothing from the jobs.
 */
package io.parley.pipeline;
