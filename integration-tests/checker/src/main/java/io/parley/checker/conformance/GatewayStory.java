package io.parley.checker.conformance;

import io.parley.checker.conformance.Written.Command;
import io.parley.checker.conformance.Written.ReceiptWritten;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one gateway wrote and was sent, without payloads, in memory. {@link StoryReader} fills it.
 */
final class GatewayStory {

  /** A device's place in a conversation. */
  record Place(Device device, String conversation) {}

  final String gateway;
  final long end;
  final Signs signs = new Signs();
  final List<Command> commands = new ArrayList<>();
  private final Map<String, Long> answered = new HashMap<>();
  final List<Ordered> deliveries = new ArrayList<>();
  private final Map<Place, List<ReceiptWritten>> receipts = new HashMap<>();
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<String, Set<String>> members = new HashMap<>();
  private long oldestDelivery = Long.MAX_VALUE;
  private Lives lives;

  GatewayStory(String gateway, long end) {
    this.gateway = gateway;
    this.end = end;
  }

  void lives(Lives found) {
    lives = found;
  }

  Lives lives() {
    return lives;
  }

  /** The key under which the answer to a command is known. */
  static String answerKey(String sender, String clientMessageId) {
    return sender + "/" + clientMessageId;
  }

  /** An ack came. Its time is the append time of the command that it answers. */
  void answer(String key, long time) {
    answered.merge(key, time, Math::min);
  }

  /** The time of the first command that was answered, if any was. */
  OptionalLong firstAnswer(String key) {
    Long time = answered.get(key);
    return time == null ? OptionalLong.empty() : OptionalLong.of(time);
  }

  void addReceipt(ReceiptWritten receipt) {
    receipts
        .computeIfAbsent(
            new Place(receipt.device(), receipt.conversation()), any -> new ArrayList<>())
        .add(receipt);
    newest.putIfAbsent(receipt.conversation(), 0L);
  }

  /** Whether a device of the gateway has acknowledged something in a conversation. */
  boolean hasReceipts(String conversation) {
    return newest.containsKey(conversation);
  }

  /** The receipts of devices that the gateway held at some time, by place, in order of time. */
  Map<Place, List<ReceiptWritten>> receipts() {
    return receipts;
  }

  List<ReceiptWritten> receipts(Device device, String conversation) {
    return receipts.getOrDefault(new Place(device, conversation), List.of());
  }

  /** The conversation has an event. Forgotten if the conversation has no receipts. */
  void exists(String conversation, long event) {
    newest.computeIfPresent(conversation, (any, known) -> Math.max(known, event));
  }

  /** The newest event of a conversation with receipts, as far as the topics have it, or 0. */
  long newestOf(String conversation) {
    return newest.getOrDefault(conversation, 0L);
  }

  void someDelivery(long time) {
    oldestDelivery = Math.min(oldestDelivery, time);
  }

  /** Since when the topics have all deliveries. */
  long deliveriesCompleteSince() {
    return oldestDelivery;
  }

  /** The conversation is known from its first event on. */
  void begins(String conversation) {
    members.put(conversation, new HashSet<>());
  }

  void joined(String conversation, String user) {
    members.computeIfPresent(
        conversation,
        (any, users) -> {
          users.add(user);
          return users;
        });
  }

  /** Whether a user certainly never was a member of a conversation. */
  boolean wasNeverMember(String conversation, String user) {
    Set<String> known = members.get(conversation);
    return known != null && !known.contains(user);
  }
}
