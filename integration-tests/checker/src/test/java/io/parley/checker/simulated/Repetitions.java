package io.parley.checker.simulated;

import static io.parley.checker.simulated.Surgeon.FAR;
import static io.parley.checker.simulated.Surgeon.atOffset;
import static io.parley.checker.simulated.Surgeon.value;
import static io.parley.checker.simulated.Surgeon.with;

import io.parley.checker.history.MessageColumns;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Corruptions that add a record or row that is there already, or that no command explains. */
final class Repetitions {

  private Repetitions() {}

  static void repeatEvent(Surgeon surgeon) {
    repeat(surgeon, surgeon.history.events(), Seen::committed);
  }

  static void repeatFirstAck(Surgeon surgeon) {
    CommandAck ack = surgeon.anyAck(AckStatus.SENT, false);
    repeat(surgeon, surgeon.history.acks(), seen -> seen.committed() && value(seen).equals(ack));
  }

  static void repeatRejection(Surgeon surgeon) {
    CommandAck ack = surgeon.anyAck(AckStatus.REJECTED, false);
    repeat(surgeon, surgeon.history.acks(), seen -> seen.committed() && value(seen).equals(ack));
  }

  static void repeatDeadLetter(Surgeon surgeon) {
    repeat(surgeon, surgeon.history.deadLetters(), Seen::committed);
  }

  static void repeatRow(Surgeon surgeon) {
    surgeon.history.rows().add(surgeon.any(surgeon.history.rows()));
  }

  /** The repetition of a command is not recognised: it is stored, published and acked as new. */
  static void storeAgain(Surgeon surgeon) {
    ConversationEvent first = surgeon.anyLastEvent();
    Seen<ConversationCommand> command = surgeon.commandsOf(first).get(0);
    Seen<ConversationEvent> second = publishNext(surgeon, first, first.getClientMessageId());
    long appendedAt = value(second).getCommandAppendedAt();
    surgeon
        .history
        .commands()
        .add(
            new Seen<>(
                atOffset(command, FAR).at(),
                true,
                appendedAt,
                command.key(),
                command.digest(),
                command.value()));
    Seen<CommandAck> ack =
        surgeon.any(
            surgeon.history.acks(),
            seen ->
                seen.committed()
                    && first.getEventId() == eventIdOf(seen)
                    && !value(seen).getDuplicate());
    CommandAck again =
        CommandAck.newBuilder(value(ack))
            .setEventId(value(second).getEventId())
            .setSequence(value(second).getSequence())
            .build();
    surgeon.history.acks().add(with(atOffset(ack, FAR), again));
  }

  static void inventEvent(Surgeon surgeon) {
    publishNext(surgeon, surgeon.anyLastEvent(), "invented");
  }

  private static Seen<ConversationEvent> publishNext(
      Surgeon surgeon, ConversationEvent last, String clientMessageId) {
    long time = last.getCreatedAt() + 1;
    int partition = Snowflake.sourcePartition(last.getEventId());
    long eventId = Snowflake.of(time, 0, partition, Snowflake.MAX_NUMBERED_SEQUENCE);
    ConversationEvent next =
        ConversationEvent.newBuilder(last)
            .setEventId(eventId)
            .setMessageId(eventId)
            .setSequence(last.getSequence() + 1)
            .setClientMessageId(clientMessageId)
            .setCreatedAt(time)
            .setCommandAppendedAt(time)
            .build();
    Seen<ConversationEvent> published = with(atOffset(surgeon.committed(last), FAR), next);
    surgeon.history.events().add(published);
    surgeon
        .history
        .rows()
        .add(
            new MessageRow(
                next.getConversationId(),
                MessageBucket.of(eventId),
                eventId,
                MessageColumns.of(next),
                Snowflake.writeTimestampMicros(eventId),
                0,
                0));
    return published;
  }

  private static long eventIdOf(Seen<CommandAck> seen) {
    return Optional.ofNullable(value(seen).getEventId()).orElse(0L);
  }

  private static <T> void repeat(Surgeon surgeon, List<Seen<T>> list, Predicate<Seen<T>> wanted) {
    list.add(atOffset(surgeon.any(list, wanted), FAR));
  }
}
