package io.parley.flink.connector.scylladb;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Stands between the driver and a CQL server and passes frames of protocol V4 on. It can hold each
 * EXECUTE back for a while, and it can make the server look like one with shards: then each
 * connection belongs to a shard, and it notes which rows came over which.
 */
final class CqlProxy implements AutoCloseable {

  static final int IGNORED_BITS = 12;

  private static final int HEADER_LENGTH = 9;
  private static final int OPCODE_AT = 4;
  private static final byte SUPPORTED = 0x06;
  private static final byte EXECUTE = 0x0A;

  private final InetSocketAddress server;
  private final int shards;
  private final Duration executeDelay;
  private final ServerSocket listening;
  private final AtomicInteger connections = new AtomicInteger();
  private final Queue<Execute> executes = new ConcurrentLinkedQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** An EXECUTE that passed: the shard of its connection, and the first value that it binds. */
  record Execute(int shard, ByteBuffer firstValue) {}

  private CqlProxy(InetSocketAddress server, int shards, Duration executeDelay) {
    this.server = server;
    this.shards = shards;
    this.executeDelay = executeDelay;
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  static CqlProxy withShards(InetSocketAddress server, int shards) {
    return new CqlProxy(server, shards, Duration.ZERO);
  }

  static CqlProxy slow(InetSocketAddress server, Duration executeDelay) {
    return new CqlProxy(server, 0, executeDelay);
  }

  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", listening.getLocalPort());
  }

  List<Execute> executes() {
    return List.copyOf(executes);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket upstream = new Socket(server.getAddress(), server.getPort());
      sockets.add(client);
      sockets.add(upstream);
      int shard = shards == 0 ? 0 : connections.getAndIncrement() % shards;
      daemon(() -> pump(client, upstream, frame -> request(frame, shard)));
      daemon(() -> pump(upstream, client, frame -> response(frame, shard)));
    }
  }

  private static void pump(Socket from, Socket to, UnaryOperator<byte[]> change)
      throws IOException {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      while (true) {
        byte[] header = new byte[HEADER_LENGTH];
        in.readFully(header);
        byte[] frame = new byte[HEADER_LENGTH + ByteBuffer.wrap(header).getInt(5)];
        System.arraycopy(header, 0, frame, 0, HEADER_LENGTH);
        in.readFully(frame, HEADER_LENGTH, frame.length - HEADER_LENGTH);
        out.write(change.apply(frame));
        out.flush();
      }
    }
  }

  private byte[] request(byte[] frame, int shard) {
    if (frame[OPCODE_AT] == EXECUTE) {
      executes.add(new Execute(shard, firstValue(frame)));
      try {
        TimeUnit.NANOSECONDS.sleep(executeDelay.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return frame;
  }

  /** The body is: statement id, consistency, flags, number of values, the values. */
  private static ByteBuffer firstValue(byte[] frame) {
    ByteBuffer body = ByteBuffer.wrap(frame, HEADER_LENGTH, frame.length - HEADER_LENGTH);
    body.position(body.position() + 2 + body.getShort(body.position()));
    body.position(body.position() + 2 + 1 + 2);
    byte[] value = new byte[body.getInt()];
    body.get(value);
    return ByteBuffer.wrap(value);
  }

  private byte[] response(byte[] frame, int shard) {
    if (shards == 0 || frame[OPCODE_AT] != SUPPORTED) {
      return frame;
    }
    ByteBuffer old = ByteBuffer.wrap(frame, HEADER_LENGTH, frame.length - HEADER_LENGTH);
    int options = old.getShort();
    ByteBuffer added = ByteBuffer.allocate(1024);
    option(added, "SCYLLA_SHARD", Integer.toString(shard));
    option(added, "SCYLLA_NR_SHARDS", Integer.toString(shards));
    option(added, "SCYLLA_PARTITIONER", "org.apache.cassandra.dht.Murmur3Partitioner");
    option(added, "SCYLLA_SHARDING_ALGORITHM", "biased-token-round-robin");
    option(added, "SCYLLA_SHARDING_IGNORE_MSB", Integer.toString(IGNORED_BITS));
    added.flip();
    ByteBuffer changed = ByteBuffer.allocate(frame.length + added.remaining());
    changed.put(frame, 0, 5).putInt(frame.length - HEADER_LENGTH + added.remaining());
    changed.putShort((short) (options + 5)).put(old).put(added);
    return changed.array();
  }

  /** A string and a list of one string, as the protocol writes them. */
  private static void option(ByteBuffer out, String key, String value) {
    string(out, key);
    out.putShort((short) 1);
    string(out, value);
  }

  private static void string(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.putShort((short) bytes.length).put(bytes);
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException | EOFException e) {
                // Either side closed the connection: this pair of sockets is done.
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "cql-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Work {
    void run() throws IOException;
  }
}
