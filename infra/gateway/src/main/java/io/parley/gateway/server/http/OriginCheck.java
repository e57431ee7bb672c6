package io.parley.gateway.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.URI;
import java.util.List;

/**
 * Refuses WebSockets that a page of another site opens in a visitor's browser. A browser always
 * sends the page's origin. A client that is not a browser sends none, and may connect.
 */
final class OriginCheck implements HttpHandler {

  private final List<String> allowed;
  private final HttpHandler next;

  OriginCheck(List<String> allowed, HttpHandler next) {
    this.allowed = allowed;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    if (isAllowed(origin, host, allowed)) {
      next.handleRequest(exchange);
    } else {
      Answer.error(
          exchange,
          403,
          "FORBIDDEN_ORIGIN",
          "The page that connects is not of this server. Add its origin to --allow-origin if it"
              + " may connect.");
    }
  }

  static boolean isAllowed(String origin, String host, List<String> allowed) {
    if (origin == null || allowed.contains(origin)) {
      return true;
    }
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
