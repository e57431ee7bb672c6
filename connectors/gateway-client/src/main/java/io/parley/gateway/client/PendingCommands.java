package io.parley.gateway.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The commands of one session that wait for their acks. Each conversation has a queue of commands
 * that Kafka has not taken yet. Only the first command of a queue is on its way to Kafka, and the
 * next one follows when Kafka has taken the first. So the commands of a conversation keep their
 * order even if Kafka refuses one of them for a while. For one thread.
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
  private final Map<String, Deque<Pending>> queues = new HashMap<>();

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
    Deque<Pending> queue =
        queues.computeIfAbsent(pending.command.conversationId(), any -> new ArrayDeque<>());
    queue.add(pending);
    return queue.size() == 1;
  }

  /**
   * Removes the first command of a conversation's queue, because Kafka has taken it or never will.
   * Returns the command that may go to Kafka now.
   */
  Optional<Pending> next(String conversation) {
    Deque<Pending> queue = queues.get(conversation);
    queue.remove();
    if (queue.isEmpty()) {
      queues.remove(conversation);
    }
    return Optional.ofNullable(queue.peek());
  }

  /** Removes a command whose ack has come or will never come. */
  Optional<Pending> remove(String clientMessageId) {
    return Optional.ofNullable(byId.remove(clientMessageId));
  }
}
