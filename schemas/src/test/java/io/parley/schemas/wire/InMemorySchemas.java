package io.parley.schemas.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * A registry in memory that can be down, and that counts the requests it gets. Ids are 1, 2, 3, ...
 * For one thread.
 */
public final class InMemorySchemas implements SchemaLookup {

  private final Map<Integer, RegisteredSchema> byId = new LinkedHashMap<>();
  private final Map<Integer, String> subjects = new LinkedHashMap<>();
  private int nextId = 1;
  private boolean down;
  private int requests;

  /** Registers a schema and gives its id. */
  public int register(String subject, Schema schema) {
    return register(subject, "AVRO", schema.toString());
  }

  /** Registers a schema of any type, valid or not, and gives its id. */
  public int register(String subject, String type, String text) {
    int id = nextId++;
    byId.put(id, new RegisteredSchema(type, text));
    subjects.put(id, subject);
    return id;
  }

  public void goDown() {
    down = true;
  }

  public void comeBack() {
    down = false;
  }

  /** How many questions were asked, answered or not. */
  public int requests() {
    return requests;
  }

  @Override
  public Optional<RegisteredSchema> schemaById(int id) throws RegistryUnavailableException {
    answer();
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public OptionalInt idOf(String subject, Schema schema) throws RegistryUnavailableException {
    answer();
    return byId.entrySet().stream()
        .filter(entry -> subjects.get(entry.getKey()).equals(subject))
        .filter(entry -> entry.getValue().text().equals(schema.toString()))
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public Map<Integer, RegisteredSchema> schemasOf(String subject)
      throws RegistryUnavailableException {
    answer();
    Map<Integer, RegisteredSchema> schemas = new LinkedHashMap<>(byId);
    schemas.keySet().removeIf(id -> !subjects.get(id).equals(subject));
    return schemas;
  }

  /** Forgets everything, as a registry that lost its storage; the next id is {@code firstId}. */
  public void wipe(int firstId) {
    byId.clear();
    subjects.clear();
    nextId = firstId;
  }

  private void answer() throws RegistryUnavailableException {
    requests++;
    if (down) {
      throw new RegistryUnavailableException("The registry in memory is down", null);
    }
  }
}
