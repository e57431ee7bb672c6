package io.parley.schemas.rights;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A principal with all rights that it has.
 *
 * @param name without the id prefix, such as {@code ingest}
 * @param doc who this is, in a sentence
 * @param kafka rights on topics, groups, transactional ids and the cluster
 * @param tables rights on the tables
 * @param registry the right on the schema registry
 */
public record Principal(
    String name,
    String doc,
    List<KafkaRight> kafka,
    List<TableRight> tables,
    RegistryRight registry) {

  public Principal {
    kafka = List.copyOf(Objects.requireNonNullElse(kafka, List.of()));
    tables = List.copyOf(Objects.requireNonNullElse(tables, List.of()));
    registry = Objects.requireNonNullElse(registry, RegistryRight.NONE);
  }

  /** The user in Kafka and in the registry, such as {@code parley-ingest}. */
  public String user(String idPrefix) {
    return idPrefix + "-" + name;
  }

  /** The role in the CQL cluster, such as {@code parley_ingest}, which needs no quotes there. */
  public String role(String idPrefix) {
    return user(idPrefix).replaceAll("[^A-Za-z0-9_]", "_").toLowerCase(Locale.ROOT);
  }
}
