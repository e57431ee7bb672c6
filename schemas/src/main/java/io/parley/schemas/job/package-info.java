/**
 * The job catalogue: what jobs exist, how each is named, and what each reads and writes.
 *
 * <p>It is stated once, in the resource {@code parley/jobs.yaml}. {@link
 * io.parley.schemas.job.JobCatalogue#load} gives it as immutable {@link
 * io.parley.schemas.job.JobSpec}s. A job takes its names and topics from its entry; a test of each
 * job holds the uids of its operators equal to the entry; and a test here holds the topics equal to
 * the "read-by" and "written-by" of the topic catalogue. Code names jobs by the constants in {@link
 * io.parley.schemas.job.Jobs}.
 */
package io.parley.schemas.job;
