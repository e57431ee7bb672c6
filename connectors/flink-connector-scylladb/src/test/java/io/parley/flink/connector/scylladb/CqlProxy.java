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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Stands between the driver and a CQL server and passes frames of protocol V4 on. It can hold
 * writes back, each for a while or some until they are released. It can also make the server look
 * like one with shards: then each connection belongs to a shard, and it notes which rows came over
 * which.
 */
final class CqlProxy implements AutoCloseable {

  static final int IGNORED_BITS = 12;

  private static final int HEADER_LENGTH = 9;
  private static final int OPCODE_AT = 4;
  private static final byte SUPPORTED = 0x06;
  private static final byte EXECUTE = 0x0A;
  private static final byte BATCH = 0x0D;

  private final InetSocketAddress server;
  private final int shards;
  private final Duration writeDelay;
  private final ServerSocket listening;
  private final AtomicInteger connections = new AtomicInteger();
  private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
  private final Deque<Frame> held = new ConcurrentLinkedDeque<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile Predicate<Write> holding = write -> false;

  /**
   * An EXECUTE or a BATCH that passed.
   *
   * @param shard that of its connection
   * @param batch whether it is a BATCH
   * @param rows the values of each of its rows
   */
  record Write(int shard, boolean batch, List<List<ByteBuffer>> rows) {

    /** Whether a row has this text as its first value. */
    boolean hasRowOf(String firstValue) {
      ByteBuffer text = StandardCharsets.UTF_8.encode(firstValue);
      return rows.stream().anyMatch(row -> row.get(0).equals(text));
    }
  }

  private CqlProxy(InetSocketAddress server, int shards, Duration writeDelay) {
    this.server = server;
    this.shards = shards;
    this.writeDelay = writeDelay;
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

  static CqlProxy slow(InetSocketAddress server, Duration writeDelay) {
    return new CqlProxy(server, 0, writeDelay);
  }

  static CqlProxy transparent(InetSocketAddress server) {
    return new CqlProxy(server, 0, Duration.ZERO);
  }

  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", listening.getLocalPort());
  }

  List<Write> writes() {
    return List.copyOf(writes);
  }

  /** Keeps the writes that fulfil {@code condition} until {@link #release}; others pass them. */
  void hold(Predicate<Write> condition) {
    holding = condition;
  }

  int heldWrites() {
    return held.size();
  }

  void release() throws IOException {
    holding = write -> false;
    while (!held.isEmpty()) {
      releaseNewest();
    }
  }

  /** Lets go of the write that was held last; the others, and those that come, stay. */
  void releaseNewest() throws IOException {
    Frame newest = held.pollLast();
    if (newest != null) {
      newest.send();
    }
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

  private void pump(Socket from, Socket to, UnaryOperator<Frame> change) throws IOException {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      while (true) {
        byte[] header = new byte[HEADER_LENGTH];
        in.readFully(header);
        byte[] bytes = new byte[HEADER_LENGTH + ByteBuffer.wrap(header).getInt(5)];
        System.arraycopy(header, 0, bytes, 0, HEADER_LENGTH);
        in.readFully(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH);
        Frame frame = change.apply(new Frame(bytes, out));
        if (frame != null) {
          frame.send();
        }
      }
    }
  }

  /** Returns null for a frame that is held. */
  private Frame request(Frame frame, int shard) {
    byte opcode = frame.bytes[OPCODE_AT];
    if (opcode != EXECUTE && opcode != BATCH) {
      return frame;
    }
    ByteBuffer body = frame.body();
    Write write =
        opcode == BATCH
            ? new Write(shard, true, rowsOfBatch(body))
            : new Write(shard, false, List.of(rowOfExecute(body)));
    writes.add(write);
    if (holding.test(write)) {
      held.add(frame);
      return null;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(writeDelay.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return frame;
  }

  /** The body is: statement id, consistency, flags, values. */
  private static List<ByteBuffer> rowOfExecute(ByteBuffer body) {
    skipShortBytes(body);
    body.position(body.position() + 2 + 1);
    return values(body);
  }

  /** The body is: type, number of statements, each of them a kind, an id and values. */
  private static List<List<ByteBuffer>> rowsOfBatch(ByteBuffer body) {
    body.get();
    int statements = body.getShort();
    List<List<ByteBuffer>> rows = new ArrayList<>();
    for (int i = 0; i < statements; i++) {
      body.get();
      skipShortBytes(body);
      rows.add(values(body));
    }
    return rows;
  }

  private static void skipShortBytes(ByteBuffer body) {
    int length = body.getShort();
    body.position(body.position() + length);
  }

  private static List<ByteBuffer> values(ByteBuffer body) {
    int count = body.getShort();
    List<ByteBuffer> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[Math.max(0, body.getInt())];
      body.get(value);
      values.add(ByteBuffer.wrap(value));
    }
    return values;
  }

  private Frame response(Frame frame, int shard) {
    if (shards == 0 || frame.bytes[OPCODE_AT] != SUPPORTED) {
      return frame;
    }
    ByteBuffer old = frame.body();
    int options = old.getShort();
    ByteBuffer added = ByteBuffer.allocate(1024);
    option(added, "SCYLLA_SHARD", Integer.toString(shard));
    option(added, "SCYLLA_NR_SHARDS", Integer.toString(shards));
    option(added, "SCYLLA_PARTITIONER", "org.apache.cassandra.dht.Murmur3Partitioner");
    option(added, "SCYLLA_SHARDING_ALGORITHM", "biased-token-round-robin");
    option(added, "SCYLLA_SHARDING_IGNORE_MSB", Integer.toString(IGNORED_BITS));
    added.flip();
    ByteBuffer changed = ByteBuffer.allocate(frame.bytes.length + added.remaining());
    changed.put(frame.bytes, 0, 5);
    changed.putInt(frame.bytes.length - HEADER_LENGTH + added.remaining());
    changed.putShort((short) (options + 5)).put(old).put(added);
    return new Frame(changed.array(), frame.out);
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

  /** A frame and the stream on which it goes on. */
  private record Frame(byte[] bytes, DataOutputStream out) {

    ByteBuffer body() {
      return ByteBuffer.wrap(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH);
    }

    void send() throws IOException {
      synchronized (out) {
        out.write(bytes);
        out.flush();
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
