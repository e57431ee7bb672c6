package io.parley.infra.local.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests the interceptors of the proxy with a server that sends each frame back. */
class InterceptorsTest {

  private static final short PRODUCE = 0;
  private static final short END_TXN = 26;

  /**
   * An answer is found by the correlation id at the place where a request has key and version: so
   * the echo of a request with this correlation id is an answer to it.
   */
  private static int correlationOf(short key, short version) {
    return key << 16 | version;
  }

  @Test
  void onlyEndsOfTransactionsAreHeldBack() throws IOException {
    TransactionEnds ends = new TransactionEnds();
    ends.holdBack(Duration.ofMillis(150));
    try (EchoServer server = new EchoServer(Framing.KAFKA);
        TcpProxy proxy = TcpProxy.to(server::address, Framing.KAFKA, ends);
        Socket client = connect(proxy)) {
      long began = System.nanoTime();
      ask(client, kafka(PRODUCE), Framing.KAFKA);
      assertThat(ends.held()).isZero();

      ask(client, kafka(END_TXN), Framing.KAFKA);

      assertThat(ends.held()).isOne();
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }
  }

  @Test
  void aLostAnswerTakesTheConnectionWithItThoughTheServerGotTheRequest() throws IOException {
    TransactionEnds ends = new TransactionEnds();
    ends.loseAnswers(1);
    try (EchoServer server = new EchoServer(Framing.KAFKA);
        TcpProxy proxy = TcpProxy.to(server::address, Framing.KAFKA, ends)) {
      try (Socket client = connect(proxy)) {
        ask(client, kafka(PRODUCE), Framing.KAFKA);
        assertThatThrownBy(() -> ask(client, kafka(END_TXN), Framing.KAFKA))
            .isInstanceOf(SocketException.class);
      }
      assertThat(server.frames).hasValue(2);
      assertThat(ends.lost()).isOne();
      try (Socket client = connect(proxy)) {
        ask(client, kafka(END_TXN), Framing.KAFKA);
      }
      assertThat(ends.lost()).isOne();
    }
  }

  @Test
  void onlyTheFetchesOfOneClientWaitUntilTheyAreReleased() throws Exception {
    HeldFetches fetches = new HeldFetches();
    fetches.hold("routing-receipts");
    try (EchoServer server = new EchoServer(Framing.KAFKA);
        TcpProxy proxy = TcpProxy.to(server::address, Framing.KAFKA, () -> fetches);
        Socket client = connect(proxy)) {
      ask(client, fetch("routing-sessions-0"), Framing.KAFKA);
      ask(client, kafka(PRODUCE), Framing.KAFKA);
      assertThat(fetches.held()).isZero();

      CompletableFuture<byte[]> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return ask(client, fetch("routing-receipts-0"), Framing.KAFKA);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      await().until(() -> fetches.held() == 1);
      assertThat(answer).isNotDone();
      fetches.release();

      assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(fetch("routing-receipts-0"));
    }
  }

  private static byte[] fetch(String client) {
    byte[] id = client.getBytes(UTF_8);
    return ByteBuffer.allocate(14 + id.length)
        .putInt(10 + id.length)
        .putShort((short) 1)
        .putShort((short) 12)
        .putInt(7)
        .putShort((short) id.length)
        .put(id)
        .array();
  }

  @Test
  void aWriteIsPassedOnAndAnsweredWithATimeout() throws IOException {
    CqlWrites writes = new CqlWrites();
    try (EchoServer server = new EchoServer(Framing.CQL);
        TcpProxy proxy = TcpProxy.to(server::address, Framing.CQL, writes);
        Socket client = connect(proxy)) {
      assertThat(ask(client, cql(CqlFrame.EXECUTE), Framing.CQL)).isEqualTo(cql(CqlFrame.EXECUTE));
      writes.timeOut(1, 0);

      byte[] answer = ask(client, cql(CqlFrame.BATCH), Framing.CQL);

      assertThat(CqlFrame.opcode(answer)).as("ERROR").isZero();
      assertThat(CqlFrame.stream(answer)).isEqualTo((short) 258);
      assertThat(ByteBuffer.wrap(answer).getInt(CqlFrame.HEADER_BYTES)).isEqualTo(0x1100);
      assertThat(ask(client, cql((byte) 0x07), Framing.CQL)).as("a query").isEqualTo(cql((byte) 7));
      assertThat(writes.timedOut()).isOne();
      assertThat(server.frames).hasValue(3);
    }
  }

  /** Seen red: every write timed out, whatever it contained. */
  @Test
  void onlyWritesWithTheTextTimeOut() throws IOException {
    CqlWrites writes = new CqlWrites().timeOutAllWith("group-7");
    try (EchoServer server = new EchoServer(Framing.CQL);
        TcpProxy proxy = TcpProxy.to(server::address, Framing.CQL, writes);
        Socket client = connect(proxy)) {
      byte[] others = cql(CqlFrame.BATCH, "group-8");
      byte[] stuck = cql(CqlFrame.BATCH, "a group-7 b");

      assertThat(ask(client, others, Framing.CQL)).isEqualTo(others);
      assertThat(CqlFrame.opcode(ask(client, stuck, Framing.CQL))).as("ERROR").isZero();
      assertThat(writes.timedOut()).isOne();

      writes.timeOutAllWith("");
      assertThat(ask(client, stuck, Framing.CQL)).isEqualTo(stuck);
    }
  }

  @Test
  void onlyWritesAreSlow() throws IOException {
    CqlWrites writes = new CqlWrites().holdBack(Duration.ofMillis(100));
    try (EchoServer server = new EchoServer(Framing.CQL);
        TcpProxy proxy = TcpProxy.to(server::address, Framing.CQL, writes);
        Socket client = connect(proxy)) {
      ask(client, cql((byte) 0x07), Framing.CQL);
      assertThat(writes.held()).isZero();
      long began = System.nanoTime();

      ask(client, cql(CqlFrame.EXECUTE), Framing.CQL);

      assertThat(writes.held()).isOne();
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }
  }

  private static Socket connect(TcpProxy proxy) throws IOException {
    Socket socket = new Socket(proxy.address().getAddress(), proxy.address().getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static byte[] ask(Socket client, byte[] frame, Framing framing) throws IOException {
    client.getOutputStream().write(frame);
    return framing.read(new DataInputStream(client.getInputStream()));
  }

  /** Length, key, version 5, correlation id, and no more. */
  private static byte[] kafka(short key) {
    short version = 5;
    return ByteBuffer.allocate(12)
        .putInt(8)
        .putShort(key)
        .putShort(version)
        .putInt(correlationOf(key, version))
        .array();
  }

  /** Version 4, no flags, stream 258, opcode, one byte of body. */
  private static byte[] cql(byte opcode) {
    return new byte[] {4, 0, 1, 2, opcode, 0, 0, 0, 1, 42};
  }

  /** The same with another body. */
  private static byte[] cql(byte opcode, String body) {
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(CqlFrame.HEADER_BYTES + text.length)
        .put(new byte[] {4, 0, 1, 2, opcode})
        .putInt(text.length)
        .put(text)
        .array();
  }
}
