package io.parley.infra.local.flink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to run an uploaded jar.
 *
 * @param entryClass the class with the main method; empty for the one in the jar's manifest
 * @param arguments the program's arguments; they show in the dashboard, so they hold no secrets
 * @param parallelism of the job; empty for the cluster's default
 * @param savepoint a savepoint or checkpoint to start from; empty for a fresh start
 */
public record JobSubmission(
    Optional<String> entryClass,
    List<String> arguments,
    OptionalInt parallelism,
    Optional<String> savepoint) {

  public JobSubmission {
    arguments = List.copyOf(arguments);
  }

  /** A fresh start of the jar's own main class. */
  public static JobSubmission withArguments(List<String> arguments) {
    return new JobSubmission(Optional.empty(), arguments, OptionalInt.empty(), Optional.empty());
  }

  public JobSubmission entryClass(String name) {
    return new JobSubmission(Optional.of(name), arguments, parallelism, savepoint);
  }

  public JobSubmission parallelism(int tasks) {
    return new JobSubmission(entryClass, arguments, OptionalInt.of(tasks), savepoint);
  }

  public JobSubmission fromSavepoint(String path) {
    return new JobSubmission(entryClass, arguments, parallelism, Optional.of(path));
  }

  ObjectNode toJson(ObjectMapper mapper) {
    ObjectNode json = mapper.createObjectNode();
    entryClass.ifPresent(name -> json.put("entryClass", name));
    ArrayNode list = json.putArray("programArgsList");
    arguments.forEach(list::add);
    parallelism.ifPresent(tasks -> json.put("parallelism", tasks));
    savepoint.ifPresent(path -> json.put("savepointPath", path));
    return json;
  }
}
