/**
 * What the tests of the ingest job share: {@link io.parley.ingest.testing.Commands} makes commands
 * as a gateway would, {@link io.parley.ingest.testing.IngestRig} prepares topics, schemas and a
 * keyspace on real servers, {@link io.parley.ingest.testing.Topic} reads what the job wrote.
 */
package io.parley.ingest.testing;
