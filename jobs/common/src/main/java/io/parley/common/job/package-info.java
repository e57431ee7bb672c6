/**
 * A job as a whole: the way from {@code main} to a submitted job, and the job's topics as sources
 * and sinks.
 *
 * <p>Both take the job's {@link io.parley.schemas.job.JobSpec}, its entry in the job catalogue.
 */
package io.parley.common.job;
