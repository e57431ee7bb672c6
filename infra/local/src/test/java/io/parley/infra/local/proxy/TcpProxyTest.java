package io.parley.infra.local.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 200;

  private EchoServer server;
  private TcpProxy proxy;

  @BeforeEach
  void open() throws IOException {
    server = new EchoServer(Framing.BYTES);
    proxy = TcpProxy.to(server::address);
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void passesBytesBothWays() throws IOException {
    try (Socket client = connect()) {
      assertThat(echo(client, 7)).isEqualTo(7);
      assertThat(proxy.connections()).isOne();
    }
    await().until(() -> proxy.connections() == 0);
  }

  @Test
  void aSlowLineDelaysEachDirection() throws IOException {
    try (Socket client = connect()) {
      proxy.slow(Duration.ofMillis(60));
      long began = System.nanoTime();

      assertThat(echo(client, 7)).isEqualTo(7);

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }
  }

  @Test
  void aThrottledLineTakesItsTimeForEachByte() throws IOException {
    try (Socket client = connect()) {
      proxy.throttle(1_000);
      long began = System.nanoTime();

      client.getOutputStream().write(new byte[100]);
      assertThat(client.getInputStream().readNBytes(100)).hasSize(100);

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }
  }

  @Test
  void aSilentLineHoldsBackUntilItIsHealed() throws IOException {
    try (Socket client = connect()) {
      echo(client, 1);
      proxy.silence();
      assertThat(proxy.struck()).isZero();
      client.getOutputStream().write(7);
      client.setSoTimeout(SILENCE_MILLIS);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(proxy.struck()).isOne();

      proxy.heal();

      client.setSoTimeout(PATIENCE_MILLIS);
      assertThat(client.getInputStream().read()).isEqualTo(7);
    }
  }

  /** Seen red: with a count of the strikes instead of the connections that they hit. */
  @Test
  void aStrikeThatHitsNobodyDoesNotCount() throws IOException {
    proxy.cut();
    proxy.reset();
    proxy.halfOpen();
    assertThat(proxy.struck()).isZero();

    try (Socket client = connect()) {
      echo(client, 1);
      proxy.halfOpen();
      assertThat(proxy.struck()).isOne();
    }
  }

  @Test
  void aCutConnectionEndsForBothAndTheNextOneWorks() throws IOException {
    try (Socket client = connect()) {
      echo(client, 1);

      proxy.cut();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
      await().until(() -> server.ended.get() == 1);
    }
    try (Socket client = connect()) {
      assertThat(echo(client, 7)).isEqualTo(7);
    }
  }

  @Test
  void aResetConnectionFailsForTheClient() throws IOException {
    try (Socket client = connect()) {
      echo(client, 1);

      proxy.reset();

      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
      await().until(() -> server.ended.get() == 1);
    }
  }

  @Test
  void ofAHalfOpenConnectionOnlyTheServerLearns() throws IOException {
    try (Socket client = connect()) {
      echo(client, 1);

      proxy.halfOpen();

      await().until(() -> server.ended.get() == 1);
      client.setSoTimeout(SILENCE_MILLIS);
      client.getOutputStream().write(7);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      try (Socket next = connect()) {
        assertThat(echo(next, 8)).isEqualTo(8);
      }
    }
    await().until(() -> proxy.connections() == 0);
  }

  @Test
  void aClientIsResetWhileTheServerIsAway() throws IOException {
    server.close();
    try (Socket client = connect()) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(proxy.address().getAddress(), proxy.address().getPort());
    client.setSoTimeout(PATIENCE_MILLIS);
    return client;
  }

  private static int echo(Socket client, int value) throws IOException {
    client.getOutputStream().write(value);
    return client.getInputStream().read();
  }
}
