package io.parley.common.registry;

/**
 * A schema that a registry had under an id; saved in the state of tasks, so that they notice a
 * registry that has lost its content.
 *
 * @param subject of the registry
 * @param id in front of the records of this schema
 * @param digest of the schema's text
 */
public record KnownSchema(String subject, int id, String digest) {}
