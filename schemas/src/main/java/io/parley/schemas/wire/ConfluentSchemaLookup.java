package io.parley.schemas.wire;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaString;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * A schema lookup over the Confluent registry API, by the genuine Confluent client.
 *
 * <p>Only a 404 with one of the registry's own error codes (40401 subject, 40402 version, 40403
 * schema not found) says that something does not exist. Any other answer counts as an outage,
 * including a 404 of a proxy or of a wrong path.
 */
public final class ConfluentSchemaLookup implements SchemaLookup, AutoCloseable {

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int READ_TIMEOUT_MILLIS = 10_000;
  private static final int LOWEST_NOT_FOUND_CODE = 40401;
  private static final int HIGHEST_NOT_FOUND_CODE = 40403;

  private final String urls;
  private final RestService rest;

  /**
   * The client that sets up TLS and authentication for the REST service. Questions go to the REST
   * service itself, because the client caches answers.
   */
  private final SchemaRegistryClient owner;

  private ConfluentSchemaLookup(String urls, RestService rest, SchemaRegistryClient owner) {
    this.urls = urls;
    this.rest = rest;
    this.owner = owner;
  }

  /**
   * Makes a lookup; connects on first use.
   *
   * @param urls the registry's nodes, each with the path of the Confluent API
   * @param config settings of the Confluent client, such as {@code basic.auth.credentials.source}
   */
  public static ConfluentSchemaLookup connect(List<String> urls, Map<String, ?> config) {
    RestService rest = new RestService(urls);
    rest.setHttpConnectTimeoutMs(CONNECT_TIMEOUT_MILLIS);
    rest.setHttpReadTimeoutMs(READ_TIMEOUT_MILLIS);
    return new ConfluentSchemaLookup(
        String.join(",", urls), rest, new CachedSchemaRegistryClient(rest, 1, config));
  }

  @Override
  public Optional<RegisteredSchema> schemaById(int id) throws RegistryUnavailableException {
    try {
      SchemaString schema = rest.getId(id);
      String type = Objects.requireNonNullElse(schema.getSchemaType(), "AVRO");
      return Optional.of(new RegisteredSchema(type, schema.getSchemaString()));
    } catch (RestClientException e) {
      if (saysNotFound(e)) {
        return Optional.empty();
      }
      throw unavailable("schema id " + id, e);
    } catch (IOException e) {
      throw unavailable("schema id " + id, e);
    }
  }

  @Override
  public OptionalInt idOf(String subject, Schema schema) throws RegistryUnavailableException {
    try {
      return OptionalInt.of(rest.lookUpSubjectVersion(schema.toString(), subject).getId());
    } catch (RestClientException e) {
      if (saysNotFound(e)) {
        return OptionalInt.empty();
      }
      throw unavailable("subject " + subject, e);
    } catch (IOException e) {
      throw unavailable("subject " + subject, e);
    }
  }

  @Override
  public Map<Integer, RegisteredSchema> schemasOf(String subject)
      throws RegistryUnavailableException {
    try {
      Map<Integer, RegisteredSchema> schemas = new TreeMap<>();
      for (int version : rest.getAllVersions(subject)) {
        io.confluent.kafka.schemaregistry.client.rest.entities.Schema found =
            rest.getVersion(subject, version);
        String type = Objects.requireNonNullElse(found.getSchemaType(), "AVRO");
        schemas.put(found.getId(), new RegisteredSchema(type, found.getSchema()));
      }
      return schemas;
    } catch (RestClientException e) {
      if (saysNotFound(e)) {
        return Map.of();
      }
      throw unavailable("subject " + subject, e);
    } catch (IOException e) {
      throw unavailable("subject " + subject, e);
    }
  }

  @Override
  public void close() throws IOException {
    owner.close();
  }

  private static boolean saysNotFound(RestClientException e) {
    return e.getStatus() == 404
        && e.getErrorCode() >= LOWEST_NOT_FOUND_CODE
        && e.getErrorCode() <= HIGHEST_NOT_FOUND_CODE;
  }

  private RegistryUnavailableException unavailable(String question, Exception cause) {
    return new RegistryUnavailableException(
        "The schema registry "
            + urls
            + " gave no answer about "
            + question
            + " ("
            + cause.getMessage()
            + "); the record waits until it does",
        cause);
  }
}
