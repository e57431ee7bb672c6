package io.parley.gateway.client;

import io.parley.schemas.receipt.ReceiptKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One device's session, from when its connection is accepted. The methods of {@link ClientSession}
 * may be called by any thread and only pass the call on to the loop; everything else is for the
 * loop's thread.
 */
final class DeviceSession implements ClientSession {

  /**
   * The most conversations whose position is kept. It is enough for all that are busy at a time,
   * and a forgotten one costs a repetition.
   */
  private static final int MOST_POSITIONS = 4_096;

  private static final int MOST_VERSIONS = 1_024;

  /** The effects of a session's calls, on the loop's thread. */
  interface Calls {
    void send(DeviceSession session, ClientCommand command);

    void acknowledge(DeviceSession session, String conversation, long upToId, ReceiptKind kind);

    void writable(DeviceSession session);

    void close(DeviceSession session);

    void logOut(DeviceSession session);
  }

  private final Loop loop;
  private final Calls calls;
  private final DeviceKey key;
  private final Outgoing outgoing;
  private final long acceptedAt;
  private final Map<String, Position> positions = new BoundedMap<>(MOST_POSITIONS);
  private final Map<String, Long> versions = new BoundedMap<>(MOST_VERSIONS);
  private final Map<String, ConversationSync> syncs = new LinkedHashMap<>();
  private final PendingCommands commands = new PendingCommands();
  private long epoch;
  private boolean ended;

  DeviceSession(Loop loop, Calls calls, DeviceKey key, Outgoing outgoing) {
    this.loop = loop;
    this.calls = calls;
    this.key = key;
    this.outgoing = outgoing;
    this.acceptedAt = loop.millis();
  }

  @Override
  public String userId() {
    return key.user();
  }

  @Override
  public String deviceId() {
    return key.device();
  }

  @Override
  public void send(ClientCommand command) {
    inLoop(() -> calls.send(this, command));
  }

  @Override
  public void acknowledge(String conversationId, long upToId, ReceiptKind kind) {
    Ids.check("conversation_id", conversationId);
    inLoop(() -> calls.acknowledge(this, conversationId, upToId, kind));
  }

  @Override
  public void writable() {
    inLoop(() -> calls.writable(this));
  }

  @Override
  public void close() {
    inLoop(() -> calls.close(this));
  }

  @Override
  public void logOut() {
    inLoop(() -> calls.logOut(this));
  }

  private void inLoop(Runnable call) {
    loop.execute(
        () -> {
          if (!ended) {
            call.run();
          }
        });
  }

  DeviceKey key() {
    return key;
  }

  /** When the gateway accepted the connection, by its clock. */
  long acceptedAt() {
    return acceptedAt;
  }

  Outgoing outgoing() {
    return outgoing;
  }

  Position position(String conversation) {
    return positions.computeIfAbsent(conversation, any -> new Position(key.user()));
  }

  /** Whether a version of something is above the last one that this session was handed. */
  boolean isNewer(String what, long version) {
    Long last = versions.get(what);
    if (last != null && version <= last) {
      return false;
    }
    versions.put(what, version);
    return true;
  }

  /** The conversations in which this session is being brought up to date. */
  Map<String, ConversationSync> syncs() {
    return syncs;
  }

  PendingCommands commands() {
    return commands;
  }

  void accept(long newEpoch) {
    epoch = newEpoch;
  }

  long epoch() {
    return epoch;
  }

  void end() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }
}
