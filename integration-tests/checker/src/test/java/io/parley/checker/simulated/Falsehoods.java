package io.parley.checker.simulated;

import static io.parley.checker.simulated.Surgeon.FAR;
import static io.parley.checker.simulated.Surgeon.aborted;
import static io.parley.checker.simulated.Surgeon.atOffset;
import static io.parley.checker.simulated.Surgeon.differing;
import static io.parley.checker.simulated.Surgeon.value;
import static io.parley.checker.simulated.Surgeon.with;
import static io.parley.checker.simulated.Surgeon.withColumns;

import io.parley.checker.history.MessageColumns;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import java.util.Objects;
import java.util.TreeMap;

/** Corruptions that change the content of a record or row. */
final class Falsehoods {

  private Falsehoods() {}

  static void changeAppendTime(Surgeon surgeon) {
    ConversationEvent victim = surgeon.anyEvent();
    long wrongTime = victim.getCommandAppendedAt() - 1_000_000;
    surgeon.replace(
        victim, ConversationEvent.newBuilder(victim).setCommandAppendedAt(wrongTime).build());
  }

  static void ackRepetitionAsNew(Surgeon surgeon) {
    CommandAck victim = surgeon.anyAck(AckStatus.SENT, true);
    surgeon.replace(victim, CommandAck.newBuilder(victim).setDuplicate(false).build());
  }

  static void renameAckedEvent(Surgeon surgeon) {
    CommandAck victim = surgeon.anyAck(AckStatus.SENT, false);
    MessageRow other =
        surgeon.any(surgeon.history.rows(), row -> row.eventId() != victim.getEventId());
    surgeon.replace(victim, CommandAck.newBuilder(victim).setEventId(other.eventId()).build());
  }

  static void renumberAckedEvent(Surgeon surgeon) {
    CommandAck victim = surgeon.anyAck(AckStatus.SENT, false);
    surgeon.replace(
        victim, CommandAck.newBuilder(victim).setSequence(victim.getSequence() + 1).build());
  }

  /** A copy of a command came before the command, and was refused. */
  static void refuseFirst(Surgeon surgeon) {
    ConversationEvent event = surgeon.anyEvent();
    Seen<ConversationCommand> command = surgeon.commandsOf(event).get(0);
    Seen<CommandAck> ack =
        surgeon.any(
            surgeon.history.acks(),
            seen ->
                seen.committed()
                    && Objects.equals(value(seen).getEventId(), event.getEventId())
                    && !value(seen).getDuplicate());
    CommandAck refusal =
        CommandAck.newBuilder(value(ack))
            .setStatus(AckStatus.REJECTED)
            .setReason(RejectionReason.NOT_A_MEMBER)
            .setMessageId(null)
            .setEventId(null)
            .setSequence(null)
            .build();
    surgeon.history.commands().add(atOffset(command, FAR));
    surgeon.history.acks().add(with(atOffset(ack, FAR), refusal));
  }

  static void divergeEvent(Surgeon surgeon) {
    Seen<ConversationEvent> model = surgeon.any(surgeon.history.events(), Seen::committed);
    surgeon.history.events().add(differing(aborted(atOffset(model, FAR))));
  }

  static void divergeAck(Surgeon surgeon) {
    CommandAck ack = surgeon.anyAck(AckStatus.SENT, false);
    Seen<CommandAck> model =
        surgeon.any(surgeon.history.acks(), seen -> seen.committed() && value(seen).equals(ack));
    surgeon.history.acks().add(differing(aborted(atOffset(model, FAR))));
  }

  static void changeRow(Surgeon surgeon) {
    MessageRow row = surgeon.any(surgeon.history.rows(), any -> any.columns().containsKey("text"));
    TreeMap<String, Object> columns = new TreeMap<>(row.columns());
    columns.put("text", "something else");
    surgeon.replace(row, withColumns(row, columns));
  }

  /** An edit has its own row, and did not reach the row of its message. */
  static void forgetEdit(Surgeon surgeon) {
    MessageRow row =
        surgeon.any(
            surgeon.history.rows(),
            any ->
                any.columns().containsKey("edit_event_id")
                    && !any.columns().containsKey("delete_event_id"));
    TreeMap<String, Object> columns = new TreeMap<>(row.columns());
    columns.keySet().removeAll(MessageColumns.edit(columns).keySet());
    surgeon.replace(
        row,
        new MessageRow(
            row.conversationId(),
            row.bucket(),
            row.eventId(),
            columns,
            row.writeTimeMicros(),
            0,
            0));
  }

  /** A deletion is marked, and the text is still there. */
  static void keepWhatIsDeleted(Surgeon surgeon) {
    MessageRow row =
        surgeon.any(surgeon.history.rows(), any -> any.columns().containsKey("delete_event_id"));
    TreeMap<String, Object> columns = new TreeMap<>(row.columns());
    columns.put("text", "still here");
    surgeon.replace(row, withColumns(row, columns));
  }

  static void misfileRow(Surgeon surgeon) {
    MessageRow row = surgeon.any(surgeon.history.rows());
    surgeon.replace(row, copy(row, row.bucket() + 1, row.writeTimeMicros()));
  }

  static void redateRow(Surgeon surgeon) {
    MessageRow row = surgeon.any(surgeon.history.rows());
    surgeon.replace(row, copy(row, row.bucket(), row.writeTimeMicros() + 1));
  }

  private static MessageRow copy(MessageRow row, int bucket, long writeTimeMicros) {
    return new MessageRow(
        row.conversationId(),
        bucket,
        row.eventId(),
        row.columns(),
        writeTimeMicros,
        row.editTimeMicros(),
        row.deleteTimeMicros());
  }
}
