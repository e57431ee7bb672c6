package io.parley.gateway.server.http;

import io.parley.gateway.server.Limits;
import io.parley.gateway.server.wire.Connection;
import io.parley.gateway.server.wire.Connections;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import java.nio.charset.StandardCharsets;

/** The entrance of WebSockets: it makes a connection of each, and passes its frames on. */
final class WebSocketEntrance implements HttpHandler {

  /** A frame up to this many times the limit is read, so that its sender can be told. */
  private static final int TOLD = 4;

  private final Connections connections;
  private final Limits limits;
  private final WebSocketProtocolHandshakeHandler handshake;

  WebSocketEntrance(Connections connections, Limits limits) {
    this.connections = connections;
    this.limits = limits;
    WebSocketConnectionCallback opening = (exchange, channel) -> open(channel);
    this.handshake = new WebSocketProtocolHandshakeHandler(opening);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (!exchange.getRequestHeaders().contains(Headers.SEC_WEB_SOCKET_KEY)) {
      Answer.error(exchange, 426, "UPGRADE_REQUIRED", "Expected a WebSocket handshake.");
    } else if (!connections.hasRoom()) {
      Answer.error(
          exchange,
          503,
          "TOO_MANY_CONNECTIONS",
          "The gateway takes no further connection now. Try another gateway, or again later.");
    } else {
      handshake.handleRequest(exchange);
    }
  }

  private void open(WebSocketChannel channel) {
    WebSocketWire wire = new WebSocketWire(channel, limits.mostUnsentBytes());
    Connection connection = connections.open(wire);
    wire.onRoom(connection::onRoom);
    channel.addCloseTask(closed -> connections.closed(connection));
    channel.getReceiveSetter().set(new Frames(connection));
    channel.resumeReceives();
  }

  private final class Frames extends AbstractReceiveListener {

    private final Connection connection;

    Frames(Connection connection) {
      this.connection = connection;
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
      String text = message.getData();
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > limits.mostFrameBytes()) {
        connection.onTooLarge(bytes);
      } else {
        connection.onText(text);
      }
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
      message.getData().close();
      connection.onBinary();
    }

    @Override
    protected long getMaxTextBufferSize() {
      return (long) limits.mostFrameBytes() * TOLD;
    }

    @Override
    protected long getMaxBinaryBufferSize() {
      return getMaxTextBufferSize();
    }
  }
}
