package io.parley.gateway.server.wire;

import io.parley.gateway.client.ClientCommand;
import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.ClientSession;
import io.parley.schemas.receipt.ReceiptKind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gate without Kafka behind it. It keeps what clients did. */
public final class FakeGate implements Gate {

  public final List<Session> sessions = new CopyOnWriteArrayList<>();

  /** Whether Kafka takes each session at once; otherwise the test says when. */
  public volatile boolean kafkaAnswers = true;

  @Override
  public ClientSession connect(String userId, String deviceId, ClientConnection connection) {
    Session session = new Session(userId, deviceId, connection);
    if (kafkaAnswers) {
      connection.connected();
    }
    sessions.add(session);
    return session;
  }

  /** The newest session. */
  public Session last() {
    return sessions.get(sessions.size() - 1);
  }

  /** A session that keeps what its device did. */
  public static final class Session implements ClientSession {

    public final ClientConnection connection;
    public final List<ClientCommand> commands = new CopyOnWriteArrayList<>();
    public final List<String> receipts = new CopyOnWriteArrayList<>();
    public volatile boolean closed;
    public volatile boolean loggedOut;
    public volatile int writable;

    /** What the next commands cause, if anything. */
    public volatile RuntimeException failure;

    private final String user;
    private final String device;

    Session(String user, String device, ClientConnection connection) {
      this.user = user;
      this.device = device;
      this.connection = connection;
    }

    @Override
    public String userId() {
      return user;
    }

    @Override
    public String deviceId() {
      return device;
    }

    @Override
    public void send(ClientCommand command) {
      commands.add(command);
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public void acknowledge(String conversationId, long upToId, ReceiptKind kind) {
      receipts.add(conversationId + " " + upToId + " " + kind);
    }

    @Override
    public synchronized void writable() {
      writable++;
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void logOut() {
      loggedOut = true;
    }
  }
}
