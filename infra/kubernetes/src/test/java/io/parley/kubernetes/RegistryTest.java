package io.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Tests how the registry reads its journal in Kafka, on which every schema id rests.
 *
 * <p>Seen red: one consumer group for all replicas and all starts; a login in variables that
 * Apicurio does not give to its Kafka clients.
 */
class RegistryTest {

  private static final String GROUP = "REGISTRY_KAFKASQL_CONSUMER_GROUP_ID";

  /** Apicurio gives the options below this to every Kafka client. */
  private static final String CLIENT = "REGISTRY_KAFKA_COMMON_";

  /** A group of an earlier process would begin behind its committed offsets, without schemas. */
  @Test
  void eachProcessReadsTheWholeJournalInAGroupOfItsOwnThatItsRightsAllow() {
    String group = variables().get(GROUP).get("value").asText();

    assertThat(group).endsWith("${quarkus.uuid}");
    assertThat(groupRights())
        .anySatisfy(
            acl -> {
              assertThat(acl.at("/resource/patternType").asText()).isEqualTo("prefix");
              assertThat(group).startsWith(acl.at("/resource/name").asText());
              assertThat(acl.get("operations")).hasToString("[\"Read\"]");
            });
  }

  @Test
  void itLogsInAsItsOwnUserOverTls() {
    Map<String, JsonNode> variables = variables();
    Map<String, String> wanted =
        Map.of(
            "SECURITY_PROTOCOL", "SASL_SSL",
            "SASL_MECHANISM", "SCRAM-SHA-512",
            "SSL_TRUSTSTORE_TYPE", "PEM",
            "SSL_TRUSTSTORE_LOCATION", "/etc/parley/kafka-ca/ca.crt");
    for (Map.Entry<String, String> option : wanted.entrySet()) {
      assertThat(variables).containsKey(CLIENT + option.getKey());
      assertThat(variables.get(CLIENT + option.getKey()).get("value").asText())
          .isEqualTo(option.getValue());
    }

    assertThat(variables).containsKey(CLIENT + "SASL_JAAS_CONFIG");
    JsonNode secret = variables.get(CLIENT + "SASL_JAAS_CONFIG").at("/valueFrom/secretKeyRef");
    assertThat(secret.get("name").asText()).isEqualTo("parley-registry");
  }

  private static Map<String, JsonNode> variables() {
    JsonNode container = Workload.named("parley-registry").template().at("/spec/containers/0");
    Map<String, JsonNode> variables = new TreeMap<>();
    container.get("env").forEach(entry -> variables.put(entry.get("name").asText(), entry));
    return variables;
  }

  private static List<JsonNode> groupRights() {
    return Project.resources("KafkaUser").stream()
        .filter(user -> Project.name(user).equals("parley-registry"))
        .flatMap(user -> Workload.list(user.at("/spec/authorization/acls")).stream())
        .filter(acl -> acl.at("/resource/type").asText().equals("group"))
        .toList();
  }
}
