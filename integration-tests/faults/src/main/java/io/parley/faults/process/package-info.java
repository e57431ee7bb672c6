/** Faults of the processes that run the jobs: Flink's, and the copies and versions of a job. */
package io.parley.faults.process;
