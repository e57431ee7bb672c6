/**
 * How records travel between tasks and lie in state: never through Kryo.
 *
 * <p>Flink picks a serializer from the type it can see. What it cannot see becomes a generic type,
 * which {@code pipeline.generic-types: false} refuses. So a function whose output is generic names
 * its type with {@link io.parley.common.types.RecordTypes}. Java records of plain fields need
 * nothing: Flink treats them as POJOs, whose fields may come and go between versions.
 *
 * <p>Generated Avro records have no setters, so Flink's own {@code AvroTypeInfo} refuses them.
 * Where Flink's Confluent formats are used on them, wrap the format and give it this package's
 * type.
 */
package io.parley.common.types;
