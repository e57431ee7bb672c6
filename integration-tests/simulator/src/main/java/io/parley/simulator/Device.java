package io.parley.simulator;

import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.ClientSession;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A device, and its connection to a gateway if it has one. For one thread. */
final class Device {

  /** The state of the connection between a device and its gateway. */
  private enum Line {
    NONE,
    UP,
    /** The gateway takes the device for connected, but nothing gets through. */
    DEAD
  }

  final String user;
  final String id;
  final Map<String, Inbox> inboxes = new HashMap<>();

  /** The newest message of this device by conversation, for edits and deletes. */
  final Map<String, Long> newestMessages = new HashMap<>();

  /** Commands whose ack has not reached the device, in the order in which they were given. */
  final Map<String, PendingCommand> pending = new LinkedHashMap<>();

  private Line line = Line.NONE;
  private int gateway = -1;
  private ClientConnection connection;
  private ClientSession session;
  private long connectedAt;

  Device(String user, String id) {
    this.user = user;
    this.id = id;
  }

  Inbox inbox(String conversation) {
    return inboxes.computeIfAbsent(conversation, any -> new Inbox(user));
  }

  /** A new connection. */
  void connect(int newGateway, ClientConnection newConnection, ClientSession newSession, long now) {
    line = Line.UP;
    gateway = newGateway;
    connection = newConnection;
    session = newSession;
    connectedAt = now;
  }

  /** The connection is gone, and the gateway knows it. */
  void disconnect() {
    line = Line.NONE;
  }

  /** The connection is gone, and the gateway does not know it. */
  void loseLine() {
    line = Line.DEAD;
  }

  boolean isUp() {
    return line == Line.UP;
  }

  /** Whether the gateway takes this connection for live. */
  boolean isHeldBy(int someGateway) {
    return line != Line.NONE && gateway == someGateway;
  }

  /** Whether a delivery over a connection reaches the device. */
  boolean hears(ClientConnection some) {
    return isUp() && some == connection;
  }

  /** The session while the connection is up. */
  Optional<ClientSession> session() {
    return isUp() ? Optional.of(session) : Optional.empty();
  }

  /** Whether the present connection was there at a given time. */
  boolean wasUpAt(long nanoTime) {
    return isUp() && connectedAt - nanoTime <= 0;
  }

  @Override
  public String toString() {
    return id;
  }
}
