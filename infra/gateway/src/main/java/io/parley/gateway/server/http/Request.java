package io.parley.gateway.server.http;

import io.parley.schemas.id.Identifiers;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.PathTemplateMatch;
import java.util.Deque;

/** The parameters of a REST request, checked. */
final class Request {

  private final HttpServerExchange exchange;

  Request(HttpServerExchange exchange) {
    this.exchange = exchange;
  }

  /** An id of a conversation in the path. */
  String conversation() throws ApiException {
    String id = path("conversation");
    if (!Identifiers.isValid(id)) {
      throw ApiException.badRequest(
          "The conversation in the path is not an id, expected " + Identifiers.RULE + ".");
    }
    return id;
  }

  /** An id of a message in the path. */
  long message() throws ApiException {
    return number("message", path("message"), Long.MAX_VALUE);
  }

  /** A number of the query. */
  long number(String name, long otherwise, long most) throws ApiException {
    Deque<String> values = exchange.getQueryParameters().get(name);
    return values == null ? otherwise : number(name, values.getFirst(), most);
  }

  private static long number(String name, String digits, long most) throws ApiException {
    if (digits.matches("[0-9]{1,19}")) {
      try {
        long number = Long.parseLong(digits);
        if (number >= 1 && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw wrong(name, most);
      }
    }
    throw wrong(name, most);
  }

  private static ApiException wrong(String name, long most) {
    return ApiException.badRequest(
        name + " is not a number in its range, expected digits of 1 to " + most + ".");
  }

  private String path(String name) {
    PathTemplateMatch match = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY);
    return match.getParameters().getOrDefault(name, "");
  }
}
