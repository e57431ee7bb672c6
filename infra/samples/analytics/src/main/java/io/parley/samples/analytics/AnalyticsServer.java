package io.parley.samples.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves the page and its figures, with the JDK's own HTTP server. Everything that it serves is
 * fixed at the start, except the figures. The page may load nothing from elsewhere.
 */
final class AnalyticsServer implements AutoCloseable {

  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/analytics.js", "analytics.js",
          "/analytics.css", "analytics.css");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
              + " data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-store");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  /**
   * Starts.
   *
   * @param address port 0 stands for a free port
   * @param figures gives the present figures as JSON
   */
  AnalyticsServer(InetSocketAddress address, Supplier<String> figures) throws IOException {
    server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, figures));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, Supplier<String> figures) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      HEADERS.forEach(exchange.getResponseHeaders()::set);
      if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain", "Only GET is answered here.\n".getBytes(UTF_8));
      } else if (path.equals("/figures")) {
        send(exchange, 200, "application/json", figures.get().getBytes(UTF_8));
      } else if (FILES.containsKey(path)) {
        String file = FILES.get(path);
        send(exchange, 200, type(file), load(file));
      } else {
        send(exchange, 404, "text/plain", "There is no such page.\n".getBytes(UTF_8));
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String type(String file) {
    if (file.endsWith(".js")) {
      return "text/javascript";
    }
    return file.endsWith(".css") ? "text/css" : "text/html";
  }

  private static byte[] load(String file) throws IOException {
    try (InputStream stream = AnalyticsServer.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IOException(file + " is not in the jar of this command");
      }
      return stream.readAllBytes();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
