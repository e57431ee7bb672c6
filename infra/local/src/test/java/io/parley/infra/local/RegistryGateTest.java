package io.parley.infra.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seen red: a gate that lets a reader register a schema. */
class RegistryGateTest {

  @TempDir private Path passwords;
  private HttpServer registry;
  private RegistryGate gate;

  @BeforeEach
  void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          byte[] answer =
              (exchange.getRequestMethod() + " " + exchange.getRequestURI()).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    registry.start();
    Files.writeString(passwords.resolve("reader"), "r1");
    Files.writeString(passwords.resolve("writer"), "w1");
    String url = "http://127.0.0.1:" + registry.getAddress().getPort() + "/api";
    gate = new RegistryGate(0, () -> url, passwords, Set.of("writer"));
  }

  @AfterEach
  void stop() {
    gate.close();
    registry.stop(0);
  }

  @Test
  void aReaderLooksUpAndOnlyAWriterRegisters() throws IOException {
    assertThat(status("GET", "/subjects", "reader:r1")).isEqualTo(200);
    assertThat(status("POST", "/subjects/a-value", "reader:r1")).isEqualTo(200);
    assertThat(status("POST", "/subjects/a-value/versions", "reader:r1")).isEqualTo(403);
    assertThat(status("DELETE", "/subjects/a-value", "reader:r1")).isEqualTo(403);
    assertThat(status("POST", "/subjects/a-value/versions", "writer:w1")).isEqualTo(200);
  }

  @Test
  void nobodyElseComesIn() throws IOException {
    assertThat(status("GET", "/subjects", null)).isEqualTo(401);
    assertThat(status("GET", "/subjects", "reader:wrong")).isEqualTo(401);
    assertThat(status("GET", "/subjects", "stranger:r1")).isEqualTo(401);
    assertThat(status("GET", "/subjects", "../reader:r1")).isEqualTo(401);
  }

  @Test
  void aRotatedPasswordHoldsAtOnce() throws IOException {
    Files.writeString(passwords.resolve("reader"), "r2");
    assertThat(status("GET", "/subjects", "reader:r2")).isEqualTo(200);
    assertThat(status("GET", "/subjects", "reader:r1")).isEqualTo(401);
  }

  private int status(String method, String path, String login) throws IOException {
    var request =
        Http.request(URI.create(gate.url() + path)).method(method, BodyPublishers.noBody());
    if (login != null) {
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
    }
    return Http.send(request.build()).statusCode();
  }
}
