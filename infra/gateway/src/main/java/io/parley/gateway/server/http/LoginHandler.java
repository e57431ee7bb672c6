package io.parley.gateway.server.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.server.login.Tokens;
import io.parley.gateway.server.wire.Json;
import io.parley.schemas.id.Identifiers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * The login for demonstration: whoever says that they are ann gets a token for ann. There is no
 * password. It runs in a worker thread.
 */
final class LoginHandler implements HttpHandler {

  private static final int LONGEST_BODY = 4 * 1024;
  private static final String DEVICE = ".web-";
  private static final int DEVICE_DIGITS = 6;

  private final Tokens tokens;
  private final String gatewayId;
  private final SecureRandom random = new SecureRandom();

  LoginHandler(Tokens tokens, String gatewayId) {
    this.tokens = tokens;
    this.gatewayId = gatewayId;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    try {
      JsonNode body = body(exchange);
      String user = id(body, "user");
      String device = body.hasNonNull("device") ? id(body, "device") : newDevice(user);
      Answer.json(
          exchange,
          200,
          Json.object()
              .put("token", tokens.issue(user, device))
              .put("user", user)
              .put("device", device)
              .put("gateway", gatewayId));
    } catch (ApiException e) {
      Answer.error(exchange, e.status(), e.code(), e.getMessage());
    }
  }

  private static JsonNode body(HttpServerExchange exchange) throws IOException, ApiException {
    byte[] bytes = WholeRequest.body(exchange);
    try {
      if (bytes.length <= LONGEST_BODY) {
        return Json.mapper().readTree(bytes);
      }
    } catch (JacksonException e) {
      throw malformed();
    }
    throw malformed();
  }

  private static ApiException malformed() {
    return ApiException.badRequest(
        "The body cannot be read, expected JSON such as {\"user\":\"ann\"} of at most 4 KiB.");
  }

  private static String id(JsonNode body, String name) throws ApiException {
    String id = body.path(name).textValue();
    if (!Identifiers.isValid(id)) {
      throw ApiException.badRequest(
          name + " is missing or not valid, expected " + Identifiers.RULE + ".");
    }
    return id;
  }

  /** A device that nobody has: the user's id, shortened if need be, and a random number. */
  private String newDevice(String user) {
    String digits =
        String.format(Locale.ROOT, "%0" + DEVICE_DIGITS + "d", random.nextInt(1_000_000));
    int room = Identifiers.MAX_LENGTH - DEVICE.length() - DEVICE_DIGITS;
    return user.substring(0, Math.min(user.length(), room)) + DEVICE + digits;
  }
}
