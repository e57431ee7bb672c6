package io.parley.samples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page over HTTP. */
class AnalyticsServerTest {

  /** What a content security policy without 'unsafe-inline' refuses. */
  private static final Pattern INLINE =
      Pattern.compile("<style|<script(?![^>]* src=)|\\sstyle=|\\son[a-z]+=|javascript:|https?://");

  private final HttpClient client = HttpClient.newHttpClient();
  private AnalyticsServer server;

  @BeforeEach
  void start() throws IOException {
    server = new AnalyticsServer(new InetSocketAddress("127.0.0.1", 0), () -> "{\"windows\":[]}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  @Test
  void servesThePageAndItsFiles() throws Exception {
    assertThat(ask("GET", "/").body()).contains("analytics.js", "analytics.css");
    assertThat(ask("GET", "/").headers().firstValue("Content-Type"))
        .hasValue("text/html; charset=utf-8");
    assertThat(ask("GET", "/analytics.js").body()).contains("fetch('figures')");
    assertThat(ask("GET", "/analytics.css").body()).contains("prefers-color-scheme: dark");
  }

  @Test
  void servesTheFigures() throws Exception {
    assertThat(ask("GET", "/figures").body()).isEqualTo("{\"windows\":[]}");
  }

  @Test
  void thePageNeedsNothingThatItsPolicyForbids() throws Exception {
    HttpResponse<String> page = ask("GET", "/");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(INLINE.matcher(page.body()).find()).isFalse();
    assertThat(ask("GET", "/analytics.js").body()).doesNotContain("innerHTML", ".style", "eval(");
  }

  @Test
  void everythingElseIsRefused() throws Exception {
    assertThat(ask("GET", "/../pom.xml").statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/index.html/x").statusCode()).isEqualTo(404);
    assertThat(ask("POST", "/figures").statusCode()).isEqualTo(405);
  }
}
