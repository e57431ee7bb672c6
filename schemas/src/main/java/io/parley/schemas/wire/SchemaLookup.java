package io.parley.schemas.wire;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * The questions that run-time code asks a schema registry. Implementations are safe for use by
 * several threads.
 */
public interface SchemaLookup {

  /**
   * A schema as the registry holds it.
   *
   * @param type AVRO, JSON or PROTOBUF
   */
  record RegisteredSchema(String type, String text) {}

  /**
   * The schema with an id; empty only if the registry answered that it has no such schema.
   *
   * @throws RegistryUnavailableException if there is no such answer
   */
  Optional<RegisteredSchema> schemaById(int id) throws RegistryUnavailableException;

  /**
   * The id under which a subject has this schema; empty only if the registry answered that the
   * subject does not have it.
   *
   * @throws RegistryUnavailableException if there is no such answer
   */
  OptionalInt idOf(String subject, Schema schema) throws RegistryUnavailableException;

  /**
   * All schemas that a subject has, by id; empty if the registry answered that it has none.
   *
   * @throws RegistryUnavailableException if there is no such answer
   */
  Map<Integer, RegisteredSchema> schemasOf(String subject) throws RegistryUnavailableException;
}
