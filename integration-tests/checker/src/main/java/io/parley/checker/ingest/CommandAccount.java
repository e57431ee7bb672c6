package io.parley.checker.ingest;

import io.parley.checker.history.Position;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.topic.Topics;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The account of one command identity (conversation, sender, client_message_id): the sendings of
 * the command, and its events, rows and acks.
 */
record CommandAccount(
    List<AccountEntry.Command> commands,
    List<AccountEntry.Event> events,
    List<AccountEntry.Stored> rows,
    List<AccountEntry.Ack> acks,
    List<AccountEntry.Ack> abortedAcks) {

  static CommandAccount of(List<long[]> group) {
    List<AccountEntry> entries = group.stream().map(AccountEntry::of).toList();
    List<AccountEntry.Ack> acks = only(entries, AccountEntry.Ack.class);
    return new CommandAccount(
        only(entries, AccountEntry.Command.class),
        only(entries, AccountEntry.Event.class),
        only(entries, AccountEntry.Stored.class),
        acks.stream().filter(AccountEntry.Ack::committed).toList(),
        acks.stream().filter(ack -> !ack.committed()).toList());
  }

  private static <T> List<T> only(List<AccountEntry> entries, Class<T> type) {
    return entries.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The event ids that the command became, each once, rising. */
  long[] eventIds() {
    return events.stream().mapToLong(AccountEntry.Event::eventId).sorted().distinct().toArray();
  }

  /** The event ids under which the command is stored, each once, rising. */
  long[] storedIds() {
    return rows.stream().mapToLong(AccountEntry.Stored::eventId).sorted().distinct().toArray();
  }

  long answers(AccountEntry.Answer answer) {
    return acks.stream().filter(ack -> ack.answer() == answer).count();
  }

  long rejections() {
    return answers(AccountEntry.Answer.REJECTED) + answers(AccountEntry.Answer.REJECTED_AGAIN);
  }

  /** Whether a committed SENT ack exists. */
  boolean isAcknowledged() {
    return acks.stream().anyMatch(AccountEntry.Ack::sent);
  }

  /** Whether an ack or a row says that the command became an event. */
  boolean promisesAnEvent() {
    return isAcknowledged() || !rows.isEmpty();
  }

  /**
   * Whether aborted transactions have everything that the command lacks. Each ack that is missing
   * was written in one of them. Ingest writes an event and its first ack in one transaction, so
   * neither is committed without the other, and the first ack of a lost event was aborted too.
   */
  boolean isExplainedByAborts() {
    boolean hasNoEvent = events.isEmpty();
    boolean hasNoFirstAck = answers(AccountEntry.Answer.FIRST) == 0;
    return commands.size() - acks.size() <= abortedAcks.size()
        && hasNoEvent == hasNoFirstAck
        && !(hasNoEvent && promisesAnEvent() && !wasFirstAckAborted());
  }

  private boolean wasFirstAckAborted() {
    return abortedAcks.stream().anyMatch(ack -> ack.answer() == AccountEntry.Answer.FIRST);
  }

  /**
   * The commands of the account that have the append time that the event names. One of them became
   * the event.
   */
  List<AccountEntry.Command> candidatesFor(AccountEntry.Event event) {
    return commands.stream().filter(command -> command.appendedAt() == event.appendedAt()).toList();
  }

  /** Whether two of the rising ids are too close in time to be different uses of one client id. */
  static boolean repeatsWithin(long horizonMillis, long[] eventIds) {
    return IntStream.range(1, eventIds.length)
        .anyMatch(
            i ->
                Snowflake.unixMillis(eventIds[i]) - Snowflake.unixMillis(eventIds[i - 1])
                    <= horizonMillis);
  }

  /** A record of the account to name in a finding, if possible a command. */
  Object where() {
    if (!commands.isEmpty()) {
      return new Position(Topics.COMMANDS, commands.get(0).partition(), commands.get(0).offset());
    }
    if (!events.isEmpty()) {
      return new Position(Topics.EVENTS, events.get(0).partition(), events.get(0).offset());
    }
    if (!rows.isEmpty()) {
      return "row with event_id " + rows.get(0).eventId();
    }
    AccountEntry.Ack ack = acks.isEmpty() ? abortedAcks.get(0) : acks.get(0);
    return new Position(Topics.ACKS, ack.partition(), ack.offset());
  }

  /** The account in numbers, for a finding. */
  String summary() {
    return "sent %d times; events %d, rows %d; acks: first %d, duplicate %d, rejected %d"
        .formatted(
            commands.size(),
            eventIds().length,
            storedIds().length,
            answers(AccountEntry.Answer.FIRST),
            answers(AccountEntry.Answer.DUPLICATE),
            rejections());
  }
}
