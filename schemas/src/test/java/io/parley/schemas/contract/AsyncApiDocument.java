package io.parley.schemas.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The AsyncAPI document of the contract: a channel for each topic, and for each role the operations
 * that it performs. Made of the topic catalogue, the schemas, {@code contract/topic-notes.yaml} and
 * the numbered rules of the contract page.
 */
final class AsyncApiDocument {

  private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";
  private static final String KAFKA_BINDING = "0.5.0";

  /** In production. A deployment on one machine has one. */
  private static final int REPLICAS = 3;

  private static final String ABOUT =
      "The topics of Parley, as gateways, analytics and push providers see them. Operations are"
          + " named after the role that performs them: a gateway sends commands and receives acks."
          + " The page CONTRACT.md beside this document has the duties of a gateway as numbered"
          + " rules, the settings of clients, and the limits. Generated from the topic catalogue,"
          + " the schemas and that page; do not edit.";

  /** The roles outside Parley, by their names in the catalogue. */
  private static final Map<String, String> ROLES = new LinkedHashMap<>();

  static {
    ROLES.put("gateways", "gateway");
    ROLES.put("analytics", "analytics");
    ROLES.put("push providers", "push");
    ROLES.put("operators", "operator");
  }

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .build());

  private final JsonNode notes = ContractResources.load("topic-notes");
  private final ContractRules rules;
  private final ObjectNode root = YAML.createObjectNode();
  private final ObjectNode channels;
  private final ObjectNode operations;
  private final ObjectNode messages;

  private AsyncApiDocument(ContractRules rules) {
    this.rules = rules;
    root.put("asyncapi", "3.0.0");
    ObjectNode info = root.putObject("info");
    info.put("title", "Parley");
    info.put("version", "0.1.0");
    info.put("description", ABOUT);
    info.putObject("license").put("name", "Apache-2.0");
    root.put("defaultContentType", "avro/binary");
    channels = root.putObject("channels");
    operations = root.putObject("operations");
    messages = root.putObject("components").putObject("messages");
  }

  /** The document as a tree. */
  static ObjectNode of(TopicCatalogue catalogue, ContractRules rules) {
    AsyncApiDocument document = new AsyncApiDocument(rules);
    catalogue.topics().forEach(document::add);
    return document.root;
  }

  /** The document as text. */
  static String yaml(ObjectNode document) {
    try {
      return YAML.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode parse(String yaml) throws JsonProcessingException {
    return YAML.readTree(yaml);
  }

  private void add(TopicSpec topic) {
    String message = topic.valueSchema().map(Schema::getName).orElse("DeadLetter");
    messages.set(message, message(topic, message));
    channels.set(topic.name(), channel(topic, message));
    ROLES.forEach(
        (name, role) -> {
          if (topic.writtenBy().contains(name)) {
            operations.set(id(role, "Sends", message), operation(topic, message, role, "send"));
          }
          if (topic.readBy().contains(name)) {
            operations.set(
                id(role, "Receives", message), operation(topic, message, role, "receive"));
          }
        });
  }

  private static String id(String role, String verb, String message) {
    return role + verb + message;
  }

  private ObjectNode channel(TopicSpec topic, String message) {
    ObjectNode channel = YAML.createObjectNode();
    channel.put("address", topic.name());
    channel.put("summary", topic.doc());
    channel.put("description", "Order: " + topic.ordering() + " Key: " + topic.key() + ".");
    channel.putObject("messages").set(message, ref("#/components/messages/" + message));
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topic.name());
    kafka.put("partitions", topic.partitions());
    kafka.put("replicas", REPLICAS);
    ObjectNode settings = kafka.putObject("topicConfiguration");
    settings.putArray("cleanup.policy").add(topic.compacted() ? "compact" : "delete");
    topic.retention().ifPresent(time -> settings.put("retention.ms", time.toMillis()));
    settings.put("max.message.bytes", topic.maxBytes());
    settings.put("message.timestamp.type", topic.timestamps().kafkaName());
    kafka.put("bindingVersion", KAFKA_BINDING);
    return channel;
  }

  private ObjectNode message(TopicSpec topic, String name) {
    ObjectNode message = YAML.createObjectNode();
    message.put("name", name);
    message.put("summary", topic.valueSchema().map(Schema::getDoc).orElse(topic.doc()));
    headers(notes.path(topic.name()).path("headers").asText())
        .ifPresent(headers -> message.set("headers", headers));
    ObjectNode kafka = YAML.createObjectNode();
    kafka
        .putObject("key")
        .put("type", "string")
        .put("description", topic.key() + ", UTF-8. Partitioned by Kafka's murmur2.");
    if (topic.valueSchema().isPresent()) {
      Schema schema = topic.valueSchema().get();
      ObjectNode payload = message.putObject("payload");
      payload.put("schemaFormat", AVRO);
      payload.set("schema", avro(schema));
      kafka.put("schemaIdLocation", "payload");
      kafka.put("schemaIdPayloadEncoding", "4");
      kafka.put("schemaLookupStrategy", "TopicNameStrategy");
      ObjectNode example = message.putArray("examples").addObject();
      example.put(
          "summary", "As `./parley peek` prints it. Ids are strings, in Avro they are long.");
      example.set("payload", ExampleRecords.of(schema));
    } else {
      message.put("contentType", "application/octet-stream");
      message.putObject("payload").put("type", "string").put("format", "binary");
    }
    kafka.put("bindingVersion", KAFKA_BINDING);
    message.putObject("bindings").set("kafka", kafka);
    return message;
  }

  /** The headers that a note names between backquotes. */
  private static Optional<ObjectNode> headers(String note) {
    ObjectNode headers = YAML.createObjectNode();
    headers.put("type", "object");
    headers.put("description", note.replace("`", ""));
    ObjectNode properties = headers.putObject("properties");
    String[] parts = note.split("`", -1);
    for (int i = 1; i < parts.length; i += 2) {
      properties.putObject(parts[i]).put("type", "string");
    }
    return properties.isEmpty() ? Optional.empty() : Optional.of(headers);
  }

  /** The schema as the registry has it, without what only Java's code generator reads. */
  private static JsonNode avro(Schema schema) {
    try {
      return withoutJava(YAML.readTree(schema.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode withoutJava(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("avro.java.string");
      object.fieldNames().forEachRemaining(name -> object.set(name, withoutJava(object.get(name))));
      boolean isBareType = object.size() == 1 && object.path("type").isTextual();
      return isBareType ? object.get("type") : object;
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, withoutJava(array.get(i)));
      }
    }
    return node;
  }

  private ObjectNode operation(TopicSpec topic, String message, String role, String action) {
    ObjectNode operation = YAML.createObjectNode();
    operation.put("action", action);
    operation.set("channel", ref("#/channels/" + topic.name()));
    operation.putArray("messages").add(ref("#/channels/" + topic.name() + "/messages/" + message));
    operation.putArray("tags").addObject().put("name", role);
    JsonNode note = notes.path(topic.name());
    if (action.equals("receive")) {
      operation.put(
          "description", "Isolation: " + note.path("isolation").asText().replace("`", ""));
    }
    if (role.equals("gateway")) {
      ArrayNode duties = operation.putArray("x-rules");
      note.path("rules")
          .forEach(number -> duties.add(number.asInt() + ". " + rules.duty(number.asInt())));
    }
    return operation;
  }

  private static ObjectNode ref(String to) {
    return YAML.createObjectNode().put("$ref", to);
  }
}
