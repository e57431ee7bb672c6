package io.parley.infra.local.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * A pair of connections, the client's to the proxy and the proxy's to the server, with one thread
 * per direction.
 */
final class Connection {

  private interface Change {
    byte[] apply(byte[] piece) throws IOException;
  }

  private final Socket client;
  private final Socket server;
  private final Framing framing;
  private final Interceptor interceptor;
  private final Line line;
  private final Consumer<Connection> onEnd;
  private volatile boolean halfOpen;

  Connection(
      Socket client,
      Socket server,
      Framing framing,
      Interceptor interceptor,
      Line line,
      Consumer<Connection> onEnd) {
    this.client = client;
    this.server = server;
    this.framing = framing;
    this.interceptor = interceptor;
    this.line = line;
    this.onEnd = onEnd;
  }

  void start() {
    TcpProxy.daemon(this::pumpRequests);
    TcpProxy.daemon(this::pumpAnswers);
  }

  private void pumpRequests() {
    try {
      pump(client, server, interceptor::request);
    } finally {
      cut();
    }
  }

  private void pumpAnswers() {
    try {
      pump(server, client, interceptor::answer);
    } finally {
      if (!halfOpen) {
        cut();
      }
    }
  }

  /** Returns when either side is gone, or the connection was broken on purpose. */
  private void pump(Socket from, Socket to, Change change) {
    try {
      DataInputStream in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      while (true) {
        byte[] piece = framing.read(in);
        if (!halfOpen) {
          byte[] changed = intercept(piece, change);
          line.carry(changed.length);
          out.write(changed);
        }
      }
    } catch (IOException e) {
      // Every connection ends this way.
    }
  }

  private byte[] intercept(byte[] piece, Change change) throws IOException {
    try {
      return change.apply(piece);
    } catch (IOException e) {
      reset();
      throw e;
    }
  }

  /** Closes both sides in the orderly way. */
  void cut() {
    close(client);
    close(server);
    onEnd.accept(this);
  }

  /** Resets both sides, as after a crash. */
  void reset() {
    resetOnClose(client);
    resetOnClose(server);
    cut();
  }

  /** Closes the server's side only. The client's side stays open, and no answer comes any more. */
  void halfOpen() {
    halfOpen = true;
    resetOnClose(server);
    close(server);
  }

  private static void resetOnClose(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing depends on this connection any more.
    }
  }
}
