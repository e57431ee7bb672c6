package io.parley.simulator;

import io.parley.schemas.ack.CommandAck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Commands that wait for their acks, and are sent again until these come. For one thread.
 *
 * <p>Retries wait twice as long each time, up to a minute.
 */
final class Outbox {

  private static final long LONGEST_WAIT = Duration.ofMinutes(1).toNanos();

  /** A command on its way. */
  static final class Pending {
    final String clientMessageId;
    final Device device;
    final String conversation;
    final Object payload;
    final long intended;
    private long wait;
    private long nextTry;

    Pending(
        String clientMessageId, Device device, String conversation, Object payload, long intended) {
      this.clientMessageId = clientMessageId;
      this.device = device;
      this.conversation = conversation;
      this.payload = payload;
      this.intended = intended;
    }
  }

  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private final Duration retryAfter;

  Outbox(Duration retryAfter) {
    this.retryAfter = retryAfter;
  }

  void add(Pending command, long now) {
    command.wait = retryAfter.toNanos();
    command.nextTry = now + command.wait;
    pending.put(command.clientMessageId, command);
  }

  /** The command that an ack answers; empty if it was answered before. */
  Optional<Pending> answered(CommandAck ack) {
    return Optional.ofNullable(pending.remove(ack.getClientMessageId()));
  }

  Optional<Pending> find(CommandAck ack) {
    return Optional.ofNullable(pending.get(ack.getClientMessageId()));
  }

  /** Sends again what has waited for long enough; what cannot be sent now is due later. */
  void retry(long now, Predicate<Pending> send) {
    for (Pending command : pending.values()) {
      if (now - command.nextTry >= 0 && send.test(command)) {
        command.wait = Math.min(LONGEST_WAIT, command.wait * 2);
        command.nextTry = now + command.wait;
      }
    }
  }

  int size() {
    return pending.size();
  }
}
