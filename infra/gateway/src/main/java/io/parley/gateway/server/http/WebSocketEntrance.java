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
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import java.io.IOException;

/** The entrance of WebSockets: it makes a connection of each, and passes its frames on. */
final class WebSocketEntrance implements HttpHandler {

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
    protected void onText(WebSocketChannel channel, StreamSourceFrameChannel frame) {
      new IncomingText(connection, limits.mostFrameBytes()).handleEvent(frame);
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
      message.getData().close();
      connection.onMalformed("A binary frame came");
    }

    @Override
    protected void onFullPingMessage(WebSocketChannel channel, BufferedBinaryMessage message)
        throws IOException {
      if (connection.onControl()) {
        super.onFullPingMessage(channel, message);
      } else {
        message.getData().close();
      }
    }

    @Override
    protected void onFullPongMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
      message.getData().close();
      boolean unused = connection.onControl();
    }

    /** A larger binary frame ends the connection. */
    @Override
    protected long getMaxBinaryBufferSize() {
      return limits.mostFrameBytes();
    }
  }
}
