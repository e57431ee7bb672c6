/**
 * The topic catalogue: what topics exist and what a reader or writer of each must know.
 *
 * <p>It is stated once, in the resource {@code parley/topics.yaml}. {@link
 * io.parley.schemas.topic.TopicCatalogue#load} gives it as immutable {@link
 * io.parley.schemas.topic.TopicSpec}s; topics are created and schemas registered from them, and
 * {@link io.parley.schemas.topic.TopicTable} prints them for the README. Code names topics by the
 * constants in {@link io.parley.schemas.topic.Topics}.
 *
 * <p>A faulty catalogue is refused as a whole with all its faults: {@link
 * io.parley.schemas.topic.TopicCatalogueException}.
 */
package io.parley.schemas.topic;
