package io.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Holds the generated manifests equal to the catalogues. With {@code -Dparley.regenerate=true} it
 * writes them.
 *
 * <p>Seen red: with prefixes written as literals.
 */
class GeneratedManifestsTest {

  private static final Map<Path, String> TEXTS = GeneratedManifests.texts(Project.HOME);

  @Test
  void theFilesAreWhatTheCataloguesSay() throws IOException {
    for (Map.Entry<Path, String> file : TEXTS.entrySet()) {
      Path path = Project.KUBERNETES.resolve(file.getKey());
      if (Boolean.getBoolean("parley.regenerate")) {
        Files.writeString(path, file.getValue());
      }
      assertThat(Project.text(path)).as("%s", file.getKey()).isEqualTo(file.getValue());
    }
  }

  @Test
  void aJobMayUseItsTransactionalIdsAndNoOthers() {
    JsonNode ingest = user("parley-ingest");

    assertThat(ingest.at("/spec/authorization/acls"))
        .anySatisfy(
            acl -> {
              assertThat(acl.at("/resource/type").asText()).isEqualTo("transactionalId");
              assertThat(acl.at("/resource/name").asText()).isEqualTo("parley-ingest-");
              assertThat(acl.at("/resource/patternType").asText()).isEqualTo("prefix");
              assertThat(acl.get("operations")).hasToString("[\"Write\",\"Describe\"]");
            });
  }

  @Test
  void aGatewayMayWriteNoOutputOfAJob() {
    assertThat(user("parley-gateway").at("/spec/authorization/acls"))
        .filteredOn(acl -> acl.get("operations").toString().contains("Write"))
        .extracting(acl -> acl.at("/resource/name").asText())
        .containsExactlyInAnyOrder(
            "chat.commands", "chat.sessions", "chat.receipts", "chat.gateways");
  }

  private static JsonNode user(String name) {
    List<JsonNode> users =
        Yaml.read(Project.KUBERNETES.resolve("base/kafka/users.yaml")).stream()
            .filter(user -> Project.name(user).equals(name))
            .toList();
    assertThat(users).as(name).hasSize(1);
    return users.get(0);
  }
}
