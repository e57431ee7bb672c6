package io.parley.gateway.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One session's commands without an ack. For each conversation there is a lane: only the first
 * command of a lane is on its way to Kafka, and the next one follows when Kafka has taken it. So
 * the order of a conversation's commands holds even if Kafka refuses one for a while. For one
 * thread.
 */
final class PendingCommands {

  /** A command that waits for its ack. */
  static final class Pending {
    final ClientCommand command;
    final long sentAt;
    long wait;

    Pending(ClientCommand command, long sentAt, long wait) {
      this.command = command;
      this.sentAt = sentAt;
      this.wait = wait;
    }
  }

  private final Map<String, Pending> byId = new LinkedHashMap<>();
  private final Map<String, Deque<Pending>> lanes = new HashMap<>();

  int size() {
    return byId.size();
  }

  boolean contains(String clientMessageId) {
    return byId.containsKey(clientMessageId);
  }

  boolean contains(Pending pending) {
    return byId.get(pending.command.clientMessageId()) == pending;
  }

  /** Adds a command; true if it may go to Kafka now. */
  boolean add(Pending pending) {
    byId.put(pending.command.clientMessageId(), pending);
    Deque<Pending> lane =
        lanes.computeIfAbsent(pending.command.conversationId(), any -> new ArrayDeque<>());
    lane.add(pending);
    return lane.size() == 1;
  }

  /** Kafka has taken the first of a lane, or never will; gives the one that may go now. */
  Optional<Pending> next(String conversation) {
    Deque<Pending> lane = lanes.get(conversation);
    lane.remove();
    if (lane.isEmpty()) {
      lanes.remove(conversation);
    }
    return Optional.ofNullable(lane.peek());
  }

  /** The ack has come, or none will: the command is no longer pending. */
  Optional<Pending> remove(String clientMessageId) {
    return Optional.ofNullable(byId.remove(clientMessageId));
  }
}
