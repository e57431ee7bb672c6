/**
 * A small client of Flink's REST interface, for scripts and tests that operate a cluster.
 *
 * <pre>{@code
 * FlinkRestClient flink = new FlinkRestClient(URI.create(cluster.restUrl()));
 * String jar = flink.upload(Path.of("jobs/ingest/target/ingest.jar"));
 * String job = flink.run(jar, JobSubmission.withArguments(List.of("--x", "1")).parallelism(2));
 * flink.awaitRunning(job, Duration.ofMinutes(1));
 * String savepoint = flink.stopWithSavepoint(job, Duration.ofMinutes(1));
 * }</pre>
 */
package io.parley.infra.local.flink;
