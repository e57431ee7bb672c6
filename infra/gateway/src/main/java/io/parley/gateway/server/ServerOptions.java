package io.parley.gateway.server;

import java.nio.file.Path;
import java.util.List;

/**
 * The options of a gateway server.
 *
 * @param gatewayId the id under which Parley knows the gateway; different for each that runs
 * @param host the address to listen on
 * @param port the port to listen on, 0 for a free one
 * @param keyFile the file with the key of the tokens, which is made if it is missing
 * @param allowedOrigins origins of other sites whose pages may connect, such as {@code
 *     https://chat.example.org}. The server's own page always may
 */
public record ServerOptions(
    String gatewayId,
    String host,
    int port,
    Path keyFile,
    List<String> allowedOrigins,
    Limits limits) {

  public ServerOptions {
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
