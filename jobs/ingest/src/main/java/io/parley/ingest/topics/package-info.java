/** The topics that the ingest job reads and writes: sources, sinks and the records of Kafka. */
package io.parley.ingest.topics;
