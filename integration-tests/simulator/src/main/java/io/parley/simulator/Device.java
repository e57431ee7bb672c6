package io.parley.simulator;

import java.util.HashMap;
import java.util.Map;

/** A device, and its connection to a gateway if it has one. For one thread. */
final class Device {

  /** What there is between a device and its gateway. */
  enum Line {
    NONE,
    UP,
    /** The gateway believes in the connection; nothing gets through. */
    HALF_OPEN
  }

  final String user;
  final String id;
  final Map<String, Inbox> inboxes = new HashMap<>();

  /** The newest message of this device by conversation, for edits and deletes. */
  final Map<String, Long> newestMessages = new HashMap<>();

  private Line line = Line.NONE;
  private String gateway = "";
  private long epoch;
  private long connectedAt;

  Device(String user, String id) {
    this.user = user;
    this.id = id;
  }

  Inbox inbox(String conversation) {
    return inboxes.computeIfAbsent(conversation, any -> new Inbox(user));
  }

  /** A new connection. Epochs rise over restarts of the fleet too: they begin with the time. */
  void connect(String newGateway, long now) {
    line = Line.UP;
    gateway = newGateway;
    epoch = Math.max(epoch + 1, System.currentTimeMillis());
    connectedAt = now;
  }

  void disconnect(Line instead) {
    line = instead;
  }

  boolean isUp() {
    return line == Line.UP;
  }

  boolean isHalfOpen() {
    return line == Line.HALF_OPEN;
  }

  boolean isOn(String someGateway) {
    return isUp() && gateway.equals(someGateway);
  }

  String gateway() {
    return gateway;
  }

  long epoch() {
    return epoch;
  }

  /** Whether the connection that is there now was there at a time. */
  boolean wasUpAt(long nanoTime) {
    return isUp() && connectedAt - nanoTime <= 0;
  }

  @Override
  public String toString() {
    return id;
  }
}
