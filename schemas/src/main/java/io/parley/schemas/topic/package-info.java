/**
 * The topic catalogue: which topics exist, and what a reader or writer of each topic must know.
 *
 * <p>The catalogue is stated once, in the resource {@code parley/topics.yaml}. {@link
 * io.parley.schemas.topic.TopicCatalogue#load} gives it as immutable {@link
 * io.parley.schemas.topic.TopicSpec}s. Topics are created and schemas are registered from them, and
 * {@link io.parley.schemas.topic.TopicTable} prints them for the README. Code names topics by the
 * constants in {@link io.parley.schemas.topic.Topics}.
 *
 * <p>A faulty catalogue is refused as a whole with all its faults: {@link
 * io.parley.schemas.topic.TopicCatalogueException}.
 */
package io.parley.schemas.topic;
