package io.parley.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Tests the page of a gateway's metrics. */
class MetricsEndpointTest {

  @Test
  void showsTheMetricsOfItsRegistryInPrometheusForm() throws Exception {
    try (MetricsEndpoint endpoint = MetricsEndpoint.start()) {
      endpoint.registry().counter("parley.gateway.commands", "gateway", "gw-1").increment(3);

      String page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(endpoint.url())).build(),
                  BodyHandlers.ofString())
              .body();

      endpoint.close();

      assertThat(page).contains("parley_gateway_commands_total{gateway=\"gw-1\"} 3.0");
    }
  }
}
