/** What the job reads from Kafka and writes to it: sources, sinks, and the records between. */
package io.parley.receipts.topics;
