/**
 * The deploy steps for Kafka and the schema registry. They create the topics and register the
 * schemas of the catalogue. The package also has a reader of whole topics.
 *
 * <p>{@link io.parley.infra.kafka.TopicDeployment} compares the catalogue with a cluster. Its
 * {@code plan} changes nothing and prints as a diff. Its {@code apply} creates missing topics and
 * corrects settings that can be corrected in place. The number of partitions, the kind of timestamp
 * and compaction cannot be corrected in place. A difference in them is a conflict: it is explained,
 * and nothing is changed at all.
 *
 * <p>{@link io.parley.infra.kafka.SchemaDeployment} registers the schema of every topic and sets
 * its subject to FULL_TRANSITIVE. Jobs and gateways only look schemas up.
 *
 * <p>Both steps may be run any number of times. The second run finds nothing to do.
 *
 * <pre>{@code
 * TopicPlan plan = new TopicDeployment(admin, TopicCatalogue.load(), TopicSizing.production()).apply();
 * SchemaDeployment.to(List.of(url), Map.of(), TopicCatalogue.load()).apply();
 * }</pre>
 */
package io.parley.infra.kafka;
