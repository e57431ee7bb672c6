package io.parley.infra.local.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A proxy that passes connections on to a server on this machine, well or badly. Safe for use by
 * many threads. Its own threads are daemons.
 *
 * <p>{@link #slow}, {@link #throttle} and {@link #silence} hold for all present and future
 * connections, until {@link #heal}. {@link #cut}, {@link #reset} and {@link #halfOpen} concern the
 * present connections only. While the server cannot be reached, a client's connection is reset.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int BACKLOG = 256;

  private final Supplier<InetSocketAddress> server;
  private final Framing framing;
  private final Supplier<? extends Interceptor> interceptors;
  private final ServerSocket listening;
  private final Line line = new Line();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong ended = new AtomicLong();

  private TcpProxy(
      Supplier<InetSocketAddress> server,
      Framing framing,
      Supplier<? extends Interceptor> interceptors) {
    this.server = server;
    this.framing = framing;
    this.interceptors = interceptors;
    try {
      this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("No port to listen on for a proxy", e);
    }
    daemon(this::accept);
  }

  /**
   * A proxy for any protocol. The address of the server is asked for at each connection, so the
   * server may start later.
   */
  public static TcpProxy to(Supplier<InetSocketAddress> server) {
    return to(server, Framing.BYTES, () -> new Interceptor() {});
  }

  /**
   * A proxy for a protocol whose framing it knows.
   *
   * @param interceptors asked once for each connection
   */
  public static TcpProxy to(
      Supplier<InetSocketAddress> server,
      Framing framing,
      Supplier<? extends Interceptor> interceptors) {
    return new TcpProxy(server, framing, interceptors);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        connect(listening.accept());
      } catch (IOException e) {
        // The proxy is closed, or this client came and went.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    client.setTcpNoDelay(true);
    Socket upstream = new Socket();
    try {
      upstream.setTcpNoDelay(true);
      upstream.connect(server.get());
    } catch (IOException | IllegalStateException e) {
      upstream.close();
      client.setSoLinger(true, 0);
      client.close();
      return;
    }
    Connection connection =
        new Connection(client, upstream, framing, interceptors.get(), line, connections::remove);
    connections.add(connection);
    connection.start();
    if (listening.isClosed()) {
      connection.cut(); // close() may have looked before this one was there.
    }
  }

  /** Where clients connect instead. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
  }

  /** The same as {@code host:port}. */
  public String hostAndPort() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** The number of open connections. */
  public int connections() {
    return connections.size();
  }

  /**
   * What {@link #cut}, {@link #reset}, {@link #halfOpen} and {@link #silence} have done so far:
   * connections that they ended, and pieces that the line held back in silence.
   */
  public long struck() {
    return ended.get() + line.silenced();
  }

  /** Delays every piece, and so also the pieces behind it. Such a line also carries less. */
  public void slow(Duration delay) {
    line.slow(delay);
  }

  /** Limits each direction of a connection to a number of bytes per second, at least 1. */
  public void throttle(long bytesPerSecond) {
    line.throttle(bytesPerSecond);
  }

  /** A black hole: connections open and stay open, and nothing comes through. */
  public void silence() {
    line.silence();
  }

  /** Ends slowness and silence. Pieces that were held back come through. */
  public void heal() {
    line.heal();
  }

  /** Closes every connection in the orderly way. */
  public void cut() {
    befall(Connection::cut);
  }

  /** Resets every connection. */
  public void reset() {
    befall(Connection::reset);
  }

  /**
   * Closes the server's side of every connection. The clients keep their side, and never get an
   * answer there.
   */
  public void halfOpen() {
    befall(Connection::halfOpen);
  }

  private void befall(Consumer<Connection> fate) {
    for (Connection connection : Set.copyOf(connections)) {
      fate.accept(connection);
      ended.incrementAndGet();
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    line.close();
    cut();
  }

  static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
