package io.parley.gateway.server.http;

import com.datastax.oss.driver.api.core.DriverException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.gateway.server.wire.Login;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frame of one REST request: it checks the token, calls the work in a worker thread, where it
 * may block, and turns every exception into an answer. A database that does not answer is 503, and
 * the client tries again.
 */
final class ApiRoute implements HttpHandler {

  /** The work of a request. */
  @FunctionalInterface
  interface Work {
    ObjectNode answer(Login.Identity identity, Request request) throws ApiException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(ApiRoute.class);
  private static final String BEARER = "Bearer ";

  private final Login login;
  private final Work work;

  ApiRoute(Login login, Work work) {
    this.login = login;
    this.work = work;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    try {
      Login.Identity identity = identity(exchange);
      Answer.json(exchange, 200, work.answer(identity, new Request(exchange)));
    } catch (ApiException e) {
      Answer.error(exchange, e.status(), e.code(), e.getMessage());
    } catch (DriverException e) {
      Answer.error(
          exchange,
          503,
          "DATABASE_UNAVAILABLE",
          "The database does not answer. Try again in a few seconds.");
    } catch (RuntimeException e) {
      LOG.warn("A request has failed with {}", e.getClass().getName());
      Answer.error(exchange, 500, "INTERNAL", "The gateway could not answer this request.");
    }
  }

  private Login.Identity identity(HttpServerExchange exchange) throws ApiException {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION))
        .filter(header -> header.startsWith(BEARER))
        .flatMap(header -> login.verify(header.substring(BEARER.length())))
        .orElseThrow(
            () ->
                new ApiException(
                    401,
                    "UNAUTHORISED",
                    "Expected the header Authorization: Bearer TOKEN with the token of a login."
                        + " Log in again."));
  }
}
