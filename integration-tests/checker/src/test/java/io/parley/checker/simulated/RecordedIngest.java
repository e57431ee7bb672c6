package io.parley.checker.simulated;

import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.IngestHistory;
import io.parley.checker.history.MembershipHistory;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A history of ingest in memory, which a test can corrupt. */
public record RecordedIngest(
    List<Seen<ConversationCommand>> commands,
    List<Seen<ConversationEvent>> events,
    List<Seen<CommandAck>> acks,
    List<Seen<DeadLetter>> deadLetters,
    List<MessageRow> rows,
    List<MemberRow> memberRows,
    List<MemberRow> userConversationRows,
    List<BucketRow> bucketRows)
    implements IngestHistory, MembershipHistory {

  /** A copy of a history. */
  public static RecordedIngest of(SimulatedIngest history) {
    RecordedIngest recorded =
        new RecordedIngest(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    history.forEachCommand(recorded.commands::add);
    history.forEachEvent(recorded.events::add);
    history.forEachAck(recorded.acks::add);
    history.forEachDeadLetter(recorded.deadLetters::add);
    history.forEachMessageRow(recorded.rows::add);
    history.forEachMemberRow(recorded.memberRows::add);
    history.forEachUserConversationRow(recorded.userConversationRows::add);
    history.forEachBucketRow(recorded.bucketRows::add);
    return recorded;
  }

  @Override
  public void forEachCommand(Consumer<Seen<ConversationCommand>> reader) {
    commands.forEach(reader);
  }

  @Override
  public void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
    events.forEach(reader);
  }

  @Override
  public void forEachAck(Consumer<Seen<CommandAck>> reader) {
    acks.forEach(reader);
  }

  @Override
  public void forEachDeadLetter(Consumer<Seen<DeadLetter>> reader) {
    deadLetters.forEach(reader);
  }

  @Override
  public void forEachMessageRow(Consumer<MessageRow> reader) {
    rows.forEach(reader);
  }

  @Override
  public void forEachMemberRow(Consumer<MemberRow> reader) {
    memberRows.forEach(reader);
  }

  @Override
  public void forEachUserConversationRow(Consumer<MemberRow> reader) {
    userConversationRows.forEach(reader);
  }

  @Override
  public void forEachBucketRow(Consumer<BucketRow> reader) {
    bucketRows.forEach(reader);
  }
}
