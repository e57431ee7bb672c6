package io.parley.observability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The page {@code /metrics} of a process whose metrics are Micrometer's, such as a gateway. It
 * listens on the loopback interface, on a free port. For any thread.
 */
public final class MetricsEndpoint implements AutoCloseable {

  private static final int OK = 200;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpServer server;

  private MetricsEndpoint(HttpServer server) {
    this.server = server;
  }

  /** Starts to serve a registry that is still empty. */
  public static MetricsEndpoint start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    MetricsEndpoint endpoint = new MetricsEndpoint(server);
    server.createContext("/metrics", endpoint::answer);
    server.start();
    return endpoint;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] page = registry.scrape().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(OK, page.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(page);
    }
  }

  /** The registry whose metrics the page shows. */
  public MeterRegistry registry() {
    return registry;
  }

  /** The address of the page. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/metrics";
  }

  /** Ends the page. Closing it again does nothing. */
  @Override
  public void close() {
    if (!registry.isClosed()) {
      server.stop(0);
      registry.close();
    }
  }
}
