package io.parley.faults.mistake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The next generation of the topic of commands, as the ingest job's page on generations walks
 * through it: a topic with the settings of the present one, and its schema.
 */
final class NextGeneration {

  /** Its name. */
  static final String TOPIC = Topics.COMMANDS + ".2";

  private NextGeneration() {}

  static void create(Admin admin, int partitions, String registryUrl)
      throws ExecutionException, InterruptedException, IOException {
    ConfigResource present = new ConfigResource(ConfigResource.Type.TOPIC, Topics.COMMANDS);
    Map<String, String> settings =
        admin.describeConfigs(List.of(present)).all().get().get(present).entries().stream()
            .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    NewTopic topic = new NewTopic(TOPIC, Optional.of(partitions), Optional.empty());
    admin.createTopics(List.of(topic.configs(settings))).all().get();
    register(registryUrl);
  }

  private static void register(String registryUrl) throws IOException, InterruptedException {
    String schema = ConversationCommand.getClassSchema().toString();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registryUrl + "/subjects/" + TOPIC + "-value/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    new ObjectMapper().writeValueAsString(Map.of("schema", schema))))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "The registry does not take the schema of %s: %d %s"
              .formatted(TOPIC, answer.statusCode(), answer.body()));
    }
  }
}
