/** Faults of Flink's processes and of the broker, and jobs that are stopped, moved or rescaled. */
package io.parley.faults.process;
