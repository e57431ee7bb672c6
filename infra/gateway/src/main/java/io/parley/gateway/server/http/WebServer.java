package io.parley.gateway.server.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.gateway.server.ServerOptions;
import io.parley.gateway.server.login.Tokens;
import io.parley.gateway.server.wire.Connections;
import io.parley.gateway.server.wire.Json;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.RequestLimit;
import io.undertow.server.handlers.RequestLimitingHandler;
import io.undertow.server.handlers.SetHeaderHandler;
import io.undertow.server.handlers.resource.ClassPathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;

/**
 * The HTTP server with all routes: the page, the REST interface, the WebSocket, health and metrics.
 *
 * <p>I/O threads read and write. REST requests block for the database, so they run in worker
 * threads, and only a bounded number at a time. A database that does not answer therefore leaves
 * threads for the page and the login, and does not touch the WebSockets.
 *
 * <p>No worker thread waits for a client: {@link WholeRequest} receives the body before a request
 * takes its place, and I/O threads send the answer.
 */
public final class WebServer implements AutoCloseable {

  private static final int IO_THREADS = 2;
  private static final int WORKERS = 16;
  private static final int MOST_REQUESTS = 12;
  private static final int MOST_WAITING = 200;
  private static final int MOST_LOGINS = 2;
  private static final int MOST_BODY = 64 * 1024;
  private static final int MILLIS_FOR_A_REQUEST = 60_000;

  /** What the routes work with. */
  public record Parts(
      Tokens tokens,
      ChatApi api,
      Connections connections,
      PrometheusMeterRegistry metrics,
      BooleanSupplier healthy) {}

  private final Undertow undertow;

  /** Makes a server that is not started yet. */
  public WebServer(ServerOptions options, Parts parts) {
    undertow =
        Undertow.builder()
            .addHttpListener(options.port(), options.host())
            .setIoThreads(IO_THREADS)
            .setWorkerThreads(WORKERS)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long) MOST_BODY)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, MILLIS_FOR_A_REQUEST)
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, MILLIS_FOR_A_REQUEST)
            .setHandler(
                new SecurityHeaders(
                    new WholeRequest(
                        routes(options, parts), MOST_BODY, options.limits().request())))
            .build();
  }

  private static HttpHandler routes(ServerOptions options, Parts parts) {
    RequestLimit limit = new RequestLimit(MOST_REQUESTS, MOST_WAITING);
    RequestLimit logins = new RequestLimit(MOST_LOGINS, MOST_WAITING);
    String conversation = "/api/conversations/{conversation}";
    return new RoutingHandler()
        .post("/api/login", limited(logins, new LoginHandler(parts.tokens(), options.gatewayId())))
        .get("/api/conversations", api(limit, parts, parts.api()::conversations))
        .get(conversation + "/messages", api(limit, parts, parts.api()::messages))
        .get(conversation + "/members", api(limit, parts, parts.api()::members))
        .get(conversation + "/cursors", api(limit, parts, parts.api()::cursors))
        .get(
            conversation + "/messages/{message}/receipts", api(limit, parts, parts.api()::receipts))
        .get(
            "/ws",
            new OriginCheck(
                options.allowedOrigins(),
                new WebSocketEntrance(parts.connections(), options.limits())))
        .get("/health", health(options, parts))
        .get("/metrics", metrics(parts.metrics()))
        .setFallbackHandler(page())
        .setInvalidMethodHandler(
            exchange ->
                Answer.error(exchange, 405, "METHOD_NOT_ALLOWED", "This path has no such method."));
  }

  private static HttpHandler api(RequestLimit limit, Parts parts, ApiRoute.Work work) {
    return limited(limit, new ApiRoute(parts.tokens(), work));
  }

  private static HttpHandler limited(RequestLimit limit, HttpHandler work) {
    return new RequestLimitingHandler(limit, inWorker(work));
  }

  /** Runs work in a worker thread. The answer is sent by I/O threads, so no worker waits for it. */
  private static HttpHandler inWorker(HttpHandler work) {
    return exchange -> {
      if (exchange.isInIoThread()) {
        exchange.dispatch(work);
      } else {
        work.handleRequest(exchange);
      }
    };
  }

  /** The page from the class path. Browsers ask each time whether it has changed. */
  private static HttpHandler page() {
    ResourceHandler files =
        new ResourceHandler(
            new ClassPathResourceManager(WebServer.class.getClassLoader(), "web"),
            exchange ->
                Answer.error(
                    exchange,
                    404,
                    "NOT_FOUND",
                    "There is nothing at this path. PROTOCOL.md has all."));
    files.setWelcomeFiles("index.html").setDirectoryListingEnabled(false);
    HttpHandler fresh = new SetHeaderHandler(files, Headers.CACHE_CONTROL_STRING, "no-cache");
    return exchange -> {
      if (exchange.getRequestMethod().equals(Methods.GET)
          || exchange.getRequestMethod().equals(Methods.HEAD)) {
        fresh.handleRequest(exchange);
      } else {
        Answer.error(exchange, 405, "METHOD_NOT_ALLOWED", "This path has no such method.");
      }
    };
  }

  private static HttpHandler health(ServerOptions options, Parts parts) {
    return exchange -> {
      boolean healthy = parts.healthy().getAsBoolean();
      Answer.json(
          exchange,
          healthy ? 200 : 503,
          Json.object()
              .put("status", healthy ? "UP" : "DOWN")
              .put("gateway", options.gatewayId())
              .put("connections", parts.connections().size()));
    };
  }

  private static HttpHandler metrics(PrometheusMeterRegistry registry) {
    return exchange -> {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; version=0.0.4");
      exchange.getResponseSender().send(registry.scrape());
    };
  }

  /** Starts to listen. */
  public void start() {
    undertow.start();
  }

  /** The port on which the server listens. */
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    undertow.stop();
  }
}
