package io.parley.checker.simulated;

import static io.parley.checker.simulated.Surgeon.aborted;
import static io.parley.checker.simulated.Surgeon.at;
import static io.parley.checker.simulated.Surgeon.atOffset;
import static io.parley.checker.simulated.Surgeon.value;
import static io.parley.checker.simulated.Surgeon.with;

import io.parley.checker.history.Seen;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import java.util.List;
import java.util.Objects;

/** Corruptions that put records in a wrong order. */
final class Disorders {

  private Disorders() {}

  /** Two commands change places; what became of them does not. */
  static void swapCommands(Surgeon surgeon) {
    List<ConversationEvent> pair = surgeon.anyNeighbours();
    Seen<ConversationCommand> first = surgeon.commandsOf(pair.get(0)).get(0);
    Seen<ConversationCommand> second = surgeon.commandsOf(pair.get(1)).get(0);
    swap(surgeon.history.commands(), first, second);
  }

  /** Two events change places on the topic. */
  static void swapEvents(Surgeon surgeon) {
    List<ConversationEvent> pair = surgeon.anyNeighbours();
    swap(surgeon.history.events(), surgeon.committed(pair.get(0)), surgeon.committed(pair.get(1)));
  }

  /**
   * In an aborted transaction the second of two events was visible before the first ever was: a
   * gateway drops the first.
   */
  static void showEventEarly(Surgeon surgeon) {
    List<ConversationEvent> pair = surgeon.anyNeighbours();
    long firstSight =
        surgeon.history.events().stream()
            .filter(seen -> value(seen).equals(pair.get(0)))
            .mapToLong(seen -> seen.at().offset())
            .min()
            .orElseThrow();
    surgeon.history.events().add(aborted(atOffset(surgeon.committed(pair.get(1)), firstSight - 1)));
  }

  static void skipSequence(Surgeon surgeon) {
    ConversationEvent victim = surgeon.anyLastEvent();
    surgeon.replace(
        victim, ConversationEvent.newBuilder(victim).setSequence(victim.getSequence() + 1).build());
    surgeon
        .history
        .acks()
        .replaceAll(
            seen ->
                Objects.equals(value(seen).getEventId(), victim.getEventId())
                    ? with(seen, numberedOneHigher(value(seen)))
                    : seen);
  }

  private static CommandAck numberedOneHigher(CommandAck ack) {
    return CommandAck.newBuilder(ack).setSequence(ack.getSequence() + 1).build();
  }

  private static <T> void swap(List<Seen<T>> list, Seen<T> one, Seen<T> other) {
    list.set(list.indexOf(one), at(one, other.at()));
    list.set(list.indexOf(other), at(other, one.at()));
  }
}
