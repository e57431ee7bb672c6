package io.parley.infra.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A gate in front of the local schema registry, with HTTP basic authentication. The registry server
 * itself knows only OpenID Connect. Users who may only read can look schemas up, and the others can
 * register them too.
 *
 * <p>Passwords are read from their files for each request, so a rotated password holds at once. The
 * registry's own port stays open on this machine, to every program on it. Answers of requests are
 * relayed on threads of the gate.
 */
public final class RegistryGate implements AutoCloseable {

  private static final int THREADS = 8;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int BAD_GATEWAY = 502;
  private static final String BASIC = "Basic ";

  /** A question that the Confluent API puts as POST: under which id is this schema known? */
  private static final Pattern LOOK_UP = Pattern.compile(".*/subjects/[^/]+|.*/compatibility/.*");

  private final Supplier<String> registry;
  private final Path passwords;
  private final Set<String> writers;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, RegistryGate::own);

  /**
   * Opens the gate.
   *
   * @param port 0 for a free one
   * @param registry the base URL of the registry, asked for at each request
   * @param passwords a directory with a file for each user
   * @param writers the users who may register schemas
   */
  public RegistryGate(int port, Supplier<String> registry, Path passwords, Set<String> writers) {
    this.registry = registry;
    this.passwords = passwords;
    this.writers = Set.copyOf(writers);
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.choose(port)), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the gate of the schema registry", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static Thread own(Runnable work) {
    Thread thread = new Thread(work, "registry-gate");
    thread.setDaemon(true);
    return thread;
  }

  /** The base URL for a Confluent client. */
  public String url() {
    return "http://127.0.0.1:%d%s"
        .formatted(server.getAddress().getPort(), URI.create(registry.get()).getPath());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> user = user(exchange.getRequestHeaders().getFirst("Authorization"));
      if (user.isEmpty()) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"parley\"");
        answer(exchange, UNAUTHORIZED, "{\"error_code\":40101,\"message\":\"unauthorized\"}");
      } else if (!reads(exchange) && !writers.contains(user.get())) {
        answer(exchange, FORBIDDEN, "{\"error_code\":40301,\"message\":\"read only\"}");
      } else {
        relay(exchange);
      }
    }
  }

  private static boolean reads(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    return method.equals("GET")
        || method.equals("HEAD")
        || (method.equals("POST") && LOOK_UP.matcher(exchange.getRequestURI().getPath()).matches());
  }

  /** The user of a request, if the password is right. */
  private Optional<String> user(String authorization) {
    if (authorization == null || !authorization.startsWith(BASIC)) {
      return Optional.empty();
    }
    try {
      String given =
          new String(Base64.getDecoder().decode(authorization.substring(BASIC.length())), UTF_8);
      int colon = given.indexOf(':');
      if (colon < 1 || !given.substring(0, colon).matches("[A-Za-z0-9_-]+")) {
        return Optional.empty();
      }
      String user = given.substring(0, colon);
      byte[] password = Files.readString(passwords.resolve(user)).strip().getBytes(UTF_8);
      return MessageDigest.isEqual(password, given.substring(colon + 1).getBytes(UTF_8))
          ? Optional.of(user)
          : Optional.empty();
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }

  private void relay(HttpExchange exchange) throws IOException {
    URI to = URI.create(registry.get()).resolve(exchange.getRequestURI().toString());
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        Http.request(to)
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (String header : Set.of("Content-Type", "Accept")) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    try {
      HttpResponse<String> response = Http.send(request.build());
      response
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
      answer(exchange, response.statusCode(), response.body());
    } catch (IOException e) {
      answer(exchange, BAD_GATEWAY, "{\"error_code\":50201,\"message\":\"no registry\"}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
