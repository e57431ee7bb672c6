package io.parley.infra.kafka;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * The deploy step that registers the schemas of the catalogue, each under the subject of its topic,
 * and sets the compatibility of the subjects to FULL_TRANSITIVE.
 *
 * <p>Schemas are registered in exactly the text that the generated classes have, because jobs and
 * gateways look them up by this text.
 */
public final class SchemaDeployment {

  /** Every version of a schema can read the records of every other version. */
  public static final String COMPATIBILITY = "FULL_TRANSITIVE";

  private static final int CACHED_SCHEMAS = 100;
  private static final int NOT_FOUND = 404;
  private static final int INCOMPATIBLE = 409;

  /**
   * The schema that the registry holds for a topic.
   *
   * @param id the id in front of every record that this build writes; 0 if not registered
   * @param isNew whether the schema was registered by this run, or would be
   * @param weakLevel the compatibility that guarded an existing subject, if it was another one than
   *     {@link #COMPATIBILITY}
   */
  public record DeployedSchema(String subject, int id, boolean isNew, Optional<String> weakLevel) {}

  private final String urls;
  private final SchemaRegistryClient registry;
  private final TopicCatalogue catalogue;

  /**
   * A deployment by way of the Confluent API.
   *
   * @param urls the registry's nodes
   * @param config settings of the Confluent client, such as credentials
   */
  public static SchemaDeployment to(
      List<String> urls, Map<String, ?> config, TopicCatalogue catalogue) {
    return new SchemaDeployment(
        String.join(",", urls),
        new CachedSchemaRegistryClient(urls, CACHED_SCHEMAS, config),
        catalogue);
  }

  private SchemaDeployment(String urls, SchemaRegistryClient registry, TopicCatalogue catalogue) {
    this.urls = urls;
    this.registry = registry;
    this.catalogue = catalogue;
  }

  /**
   * The schemas that {@link #apply} would find or register. Changes nothing.
   *
   * @throws DeploymentException if the registry does not answer, or naming every subject that it
   *     would refuse
   */
  public List<DeployedSchema> plan() {
    return forEachSchema(this::find);
  }

  /**
   * Registers the schemas that are missing.
   *
   * @throws DeploymentException naming every subject that the registry refused; the others are
   *     registered
   */
  public List<DeployedSchema> apply() {
    return forEachSchema(this::deploy);
  }

  private DeployedSchema find(String subject, Schema schema)
      throws IOException, RestClientException {
    try {
      int id = registry.getId(subject, new AvroSchema(schema));
      return new DeployedSchema(subject, id, false, weakLevel(subject));
    } catch (RestClientException e) {
      if (e.getStatus() != NOT_FOUND) {
        throw e;
      }
      boolean exists = registry.getAllSubjects().contains(subject);
      if (exists && !registry.testCompatibility(subject, new AvroSchema(schema))) {
        throw new RestClientException("not compatible", INCOMPATIBLE, INCOMPATIBLE);
      }
      return new DeployedSchema(subject, 0, true, exists ? weakLevel(subject) : Optional.empty());
    }
  }

  private Optional<String> weakLevel(String subject) throws IOException, RestClientException {
    return Optional.of(compatibility(subject)).filter(level -> !level.equals(COMPATIBILITY));
  }

  /**
   * The subjects whose compatibility is not {@link #COMPATIBILITY}, with what they have instead.
   *
   * @throws DeploymentException if the registry does not answer
   */
  public Map<String, String> weaklyGuardedSubjects() {
    Map<String, String> weak = new TreeMap<>();
    forEachSchema(
        (subject, schema) -> {
          Optional<String> level = weakLevel(subject);
          level.ifPresent(found -> weak.put(subject, found));
          return new DeployedSchema(subject, 0, false, level);
        });
    return weak;
  }

  /** The subject's own level, or else the registry's. */
  private String compatibility(String subject) throws IOException, RestClientException {
    try {
      return registry.getCompatibility(subject);
    } catch (RestClientException e) {
      if (e.getStatus() != NOT_FOUND) {
        throw e;
      }
      return registry.getCompatibility(null);
    }
  }

  private DeployedSchema deploy(String subject, Schema schema)
      throws IOException, RestClientException {
    DeployedSchema found = find(subject, schema);
    Collection<String> subjects = registry.getAllSubjects();
    if (subjects.contains(subject)) {
      // Set before the schema is registered, so that the registry refuses an incompatible one. A
      // new subject has no earlier version to break.
      registry.updateCompatibility(subject, COMPATIBILITY);
    }
    if (found.isNew()) {
      int id = registry.register(subject, new AvroSchema(schema));
      registry.updateCompatibility(subject, COMPATIBILITY);
      return new DeployedSchema(subject, id, true, found.weakLevel());
    }
    return found;
  }

  private List<DeployedSchema> forEachSchema(Step step) {
    List<DeployedSchema> deployed = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (TopicSpec topic : catalogue.topics()) {
      if (topic.valueSchema().isEmpty()) {
        continue;
      }
      try {
        deployed.add(step.take(topic.subject(), topic.valueSchema().get()));
      } catch (RestClientException e) {
        refused.add(topic.subject() + ": " + explain(e));
      } catch (IOException e) {
        throw new DeploymentException(
            "The schema registry "
                + urls
                + " does not answer ("
                + e.getMessage()
                + "). Start it, or correct its address, and run the deploy step again.",
            new RegistryUnavailableException(e.getMessage(), e));
      }
    }
    if (!refused.isEmpty()) {
      throw new DeploymentException(
          "The schema registry "
              + urls
              + " refused "
              + refused.size()
              + " subject(s); records of these topics cannot be written:\n  - "
              + String.join("\n  - ", refused));
    }
    return deployed;
  }

  private static String explain(RestClientException e) {
    String meaning =
        switch (e.getStatus()) {
          case 409 ->
              "not compatible with the versions registered before. Make the change with defaults,"
                  + " or give the new shape a topic of its own";
          case 401, 403 -> "no permission. Give the deploy step credentials that may write";
          case 422 -> "the registry does not take the schema as valid";
          default -> "unexpected answer " + e.getStatus();
        };
    return meaning + " (" + e.getMessage() + ")";
  }

  private interface Step {
    DeployedSchema take(String subject, Schema schema) throws IOException, RestClientException;
  }
}
