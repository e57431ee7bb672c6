package io.parley.checker.simulated;

import static io.parley.checker.simulated.Surgeon.aborted;
import static io.parley.checker.simulated.Surgeon.value;

import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import java.util.Objects;

/** Corruptions that lose a record or row, or the commit of a record. */
final class Losses {

  private Losses() {}

  static void dropAck(Surgeon surgeon) {
    CommandAck victim = surgeon.anyAck(AckStatus.SENT, false);
    surgeon.history.acks().removeIf(seen -> value(seen).equals(victim));
  }

  static void dropDeadLetter(Surgeon surgeon) {
    DeadLetter victim = value(surgeon.any(surgeon.history.deadLetters(), Seen::committed));
    surgeon.history.deadLetters().removeIf(seen -> value(seen).equals(victim));
  }

  static void dropEvent(Surgeon surgeon) {
    drop(surgeon, surgeon.anyNeighbours().get(0));
  }

  static void dropOutcome(Surgeon surgeon) {
    ConversationEvent victim = surgeon.anyNeighbours().get(0);
    drop(surgeon, victim);
    dropRow(surgeon, victim);
    surgeon.history.acks().removeIf(seen -> names(seen, victim));
  }

  static void dropRow(Surgeon surgeon) {
    dropRow(surgeon, surgeon.anyEvent());
  }

  static void abortEvent(Surgeon surgeon) {
    abort(surgeon, surgeon.anyLastEvent());
  }

  static void abortAck(Surgeon surgeon) {
    CommandAck victim = surgeon.anyAck(AckStatus.REJECTED, false);
    surgeon.history.acks().replaceAll(seen -> value(seen).equals(victim) ? aborted(seen) : seen);
  }

  static void abortOutcome(Surgeon surgeon) {
    ConversationEvent victim = surgeon.anyNeighbours().get(0);
    abort(surgeon, victim);
    surgeon.history.acks().replaceAll(seen -> names(seen, victim) ? aborted(seen) : seen);
  }

  private static void drop(Surgeon surgeon, ConversationEvent victim) {
    surgeon.history.events().removeIf(seen -> value(seen).equals(victim));
  }

  private static void abort(Surgeon surgeon, ConversationEvent victim) {
    surgeon.history.events().replaceAll(seen -> value(seen).equals(victim) ? aborted(seen) : seen);
  }

  /** Whether an ack names an event. */
  private static boolean names(Seen<CommandAck> ack, ConversationEvent event) {
    return Objects.equals(value(ack).getEventId(), event.getEventId());
  }

  private static void dropRow(Surgeon surgeon, ConversationEvent victim) {
    surgeon.history.rows().removeIf(row -> row.eventId() == victim.getEventId());
  }
}
