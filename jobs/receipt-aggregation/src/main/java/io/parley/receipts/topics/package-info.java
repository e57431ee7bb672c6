/** The topics of the job: its sources and sinks, and the records for the sinks. */
package io.parley.receipts.topics;
