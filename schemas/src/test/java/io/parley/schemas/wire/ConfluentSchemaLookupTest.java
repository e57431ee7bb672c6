package io.parley.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.wire.SchemaLookup.RegisteredSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which answers of a registry tell about a schema and which count as an outage. */
class ConfluentSchemaLookupTest {

  private HttpServer server;
  private ConfluentSchemaLookup lookup;
  private int status;
  private String body;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    lookup = ConfluentSchemaLookup.connect(List.of(url), Map.of());
  }

  @AfterEach
  void stop() throws IOException {
    lookup.close();
    server.stop(0);
  }

  @Test
  void aSchemaWithoutATypeIsAvro() throws RegistryUnavailableException {
    answer(200, "{\"schema\":\"\\\"string\\\"\"}");

    assertThat(lookup.schemaById(1)).contains(new RegisteredSchema("AVRO", "\"string\""));
  }

  @Test
  void theTypeOfAnotherSchemaIsGiven() throws RegistryUnavailableException {
    answer(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");

    assertThat(lookup.schemaById(1)).contains(new RegisteredSchema("JSON", "{}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {40401, 40402, 40403})
  void theRegistrysOwnNotFoundIsAnAnswer(int errorCode) throws RegistryUnavailableException {
    answer(404, "{\"error_code\":" + errorCode + ",\"message\":\"not found\"}");

    assertThat(lookup.schemaById(1)).isEmpty();
    assertThat(lookup.idOf("subject", Receipt.getClassSchema())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | <html>no such page</html>",
        "404 | {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}",
        "401 | {\"error_code\":401,\"message\":\"Unauthorized\"}",
        "403 | {\"error_code\":40301,\"message\":\"Forbidden\"}",
        "429 | {\"error_code\":42901,\"message\":\"Too many requests\"}",
        "500 | {\"error_code\":50001,\"message\":\"Error in the backend\"}",
        "503 | <html>unavailable</html>",
        "200 | <html>a captive portal</html>"
      })
  void anythingElseIsAnOutage(int status, String body) {
    answer(status, body);

    assertThatThrownBy(() -> lookup.schemaById(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("schema id 1");
    assertThatThrownBy(() -> lookup.idOf("subject", Receipt.getClassSchema()))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("subject subject");
  }

  private void answer(int status, String body) {
    this.status = status;
    this.body = body;
  }
}
