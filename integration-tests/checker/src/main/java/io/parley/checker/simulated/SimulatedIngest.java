package io.parley.checker.simulated;

import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.IngestHistory;
import io.parley.checker.history.MembershipHistory;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The history of an ingest that keeps its promise, made from a seed. It is worked out anew for each
 * stream and each partition, so that its length costs no memory.
 */
public record SimulatedIngest(long seed, int partitions, int commandsPerPartition)
    implements IngestHistory, MembershipHistory {

  private void play(IngestListener listener) {
    IntStream.range(0, partitions)
        .forEach(
            partition ->
                new SimulatedPartition(seed, partition, listener).play(commandsPerPartition));
  }

  @Override
  public void forEachCommand(Consumer<Seen<ConversationCommand>> reader) {
    play(
        new IngestListener() {
          @Override
          public void command(Seen<ConversationCommand> command) {
            reader.accept(command);
          }
        });
  }

  @Override
  public void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
    play(
        new IngestListener() {
          @Override
          public void event(Seen<ConversationEvent> event) {
            reader.accept(event);
          }
        });
  }

  @Override
  public void forEachAck(Consumer<Seen<CommandAck>> reader) {
    play(
        new IngestListener() {
          @Override
          public void ack(Seen<CommandAck> ack) {
            reader.accept(ack);
          }
        });
  }

  @Override
  public void forEachDeadLetter(Consumer<Seen<DeadLetter>> reader) {
    play(
        new IngestListener() {
          @Override
          public void deadLetter(Seen<DeadLetter> letter) {
            reader.accept(letter);
          }
        });
  }

  @Override
  public void forEachMessageRow(Consumer<MessageRow> reader) {
    play(
        new IngestListener() {
          @Override
          public void row(MessageRow row) {
            reader.accept(row);
          }
        });
  }

  @Override
  public void forEachMemberRow(Consumer<MemberRow> reader) {
    forEachUserConversationRow(row -> reader.accept(row.withoutKind()));
  }

  @Override
  public void forEachUserConversationRow(Consumer<MemberRow> reader) {
    play(
        new IngestListener() {
          @Override
          public void memberRow(MemberRow row) {
            reader.accept(row);
          }
        });
  }

  @Override
  public void forEachBucketRow(Consumer<BucketRow> reader) {
    play(
        new IngestListener() {
          @Override
          public void bucketRow(BucketRow row) {
            reader.accept(row);
          }
        });
  }
}
