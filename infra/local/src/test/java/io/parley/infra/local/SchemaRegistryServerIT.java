package io.parley.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@UsesLocalServers(Server.REGISTRY)
class SchemaRegistryServerIT {

  private static final String EMPTY_RECORD =
      "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[]}";
  private static final String RECORD_WITH_A_MANDATORY_FIELD =
      "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":"
          + "[{\\\"name\\\":\\\"f\\\",\\\"type\\\":\\\"int\\\"}]}";

  private final SchemaRegistryServer registry;

  SchemaRegistryServerIT(LocalServers servers) {
    this.registry = servers.registry();
  }

  @Test
  void keepsSchemasAndTheirIdsOverAKill() throws IOException {
    String answerBefore = register("kept-value", EMPTY_RECORD).body();
    assertThat(answerBefore).contains("\"id\"");

    registry.kill();
    assertThat(registry.isAlive()).isFalse();
    registry.start();

    assertThat(register("kept-value", EMPTY_RECORD).body()).isEqualTo(answerBefore);
  }

  @Test
  void refusesAVersionThatIsNotCompatibleBothWays() throws IOException {
    assertThat(register("strict-value", EMPTY_RECORD).statusCode()).isEqualTo(200);
    assertThat(register("strict-value", RECORD_WITH_A_MANDATORY_FIELD).statusCode()).isEqualTo(409);
  }

  private HttpResponse<String> register(String subject, String escapedSchema) throws IOException {
    return Http.send(
        Http.request(URI.create(registry.url() + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString("{\"schema\": \"" + escapedSchema + "\"}"))
            .build());
  }
}
