package io.parley.infra.local.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each frame with itself, and counts frames and connections that ended. */
final class EchoServer implements AutoCloseable {

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Framing framing;
  private final Thread accepting;
  final AtomicInteger frames = new AtomicInteger();
  final AtomicInteger ended = new AtomicInteger();

  EchoServer(Framing framing) throws IOException {
    this.framing = framing;
    this.accepting = TcpProxy.daemon(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        TcpProxy.daemon(() -> echo(client));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void echo(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      while (true) {
        byte[] frame = framing.read(in);
        frames.incrementAndGet();
        client.getOutputStream().write(frame);
      }
    } catch (IOException e) {
      ended.incrementAndGet();
    }
  }

  /**
   * Returns when nobody can connect any more. The kernel goes on listening until the thread that
   * accepts has left the system call, which may be after the return of {@link ServerSocket#close}.
   */
  @Override
  public void close() throws IOException {
    listening.close();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the echo server was closing");
    }
  }
}
