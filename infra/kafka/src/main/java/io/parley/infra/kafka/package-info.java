/**
 * The deploy step for Kafka: topics and schemas of the catalogue, brought to where they belong.
 *
 * <p>{@link io.parley.infra.kafka.TopicDeployment} compares the catalogue with a cluster. Its
 * {@code plan} changes nothing and prints as a diff; {@code apply} creates what is missing and
 * corrects what may be corrected in place. What may not (number of partitions, who dates records,
 * compaction) is a conflict, explained, and then nothing is changed at all.
 *
 * <p>{@link io.parley.infra.kafka.SchemaDeployment} registers the schema of every topic and sets
 * its subject to FULL_TRANSITIVE. Jobs and gateways only look schemas up.
 *
 * <p>Both may be run any number of times; the second run finds nothing to do.
 *
 * <pre>{@code
 * TopicPlan plan = new TopicDeployment(admin, TopicCatalogue.load(), TopicSizing.production()).apply();
 * SchemaDeployment.to(List.of(url), Map.of(), TopicCatalogue.load()).apply();
 * }</pre>
 */
package io.parley.infra.kafka;
