package io.parley.gateway.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.gateway.server.wire.Json;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;

/** Writes JSON answers. */
final class Answer {

  private Answer() {}

  static void json(HttpServerExchange exchange, int status, ObjectNode body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send(body.toString());
  }

  static void error(HttpServerExchange exchange, int status, String code, String text) {
    if (status == 503) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "2");
    }
    json(exchange, status, Json.object().put("error", code).put("text", text));
  }
}
