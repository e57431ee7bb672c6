package io.parley.checker.simulated;

import io.parley.checker.history.MessageColumns;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A helper of corruptions that picks records of a recorded history by a seed and changes them. */
final class Surgeon {

  /** Behind all that is in a partition. */
  static final long FAR = 1_000_000_000;

  final RecordedIngest history;
  private final Random random;

  Surgeon(RecordedIngest history, long seed) {
    this.history = history;
    this.random = new Random(seed);
  }

  <T> T any(List<T> list, Predicate<T> wanted) {
    List<T> candidates = list.stream().filter(wanted).toList();
    return candidates.get(random.nextInt(candidates.size()));
  }

  <T> T any(List<T> list) {
    return any(list, candidate -> true);
  }

  /** An event that stands alone: what an edit or deletion did shows in another row, too. */
  ConversationEvent anyEvent() {
    return value(
        any(
            history.events(),
            seen -> seen.committed() && value(seen).getMessageId() == value(seen).getEventId()));
  }

  CommandAck anyAck(AckStatus status, boolean duplicate) {
    return value(
        any(
            history.acks(),
            seen ->
                seen.committed()
                    && value(seen).getStatus() == status
                    && value(seen).getDuplicate() == duplicate));
  }

  /** The last event of some conversation. What a change of members did shows in other rows, too. */
  ConversationEvent anyLastEvent() {
    while (true) {
      ConversationEvent last =
          eventsOf(anyEvent().getConversationId()).stream()
              .max(Comparator.comparing(ConversationEvent::getEventId))
              .orElseThrow();
      if (!(last.getPayload() instanceof MembersChanged)) {
        return last;
      }
    }
  }

  /** Two neighbouring messages in a conversation, not its first two, whose commands came once. */
  List<ConversationEvent> anyNeighbours() {
    while (true) {
      List<ConversationEvent> events = eventsOf(anyEvent().getConversationId());
      if (events.size() > 2) {
        int first = 1 + random.nextInt(events.size() - 2);
        List<ConversationEvent> pair = events.subList(first, first + 2);
        if (pair.stream()
            .allMatch(
                event ->
                    commandsOf(event).size() == 1 && event.getPayload() instanceof MessageSent)) {
          return pair;
        }
      }
    }
  }

  private List<ConversationEvent> eventsOf(String conversation) {
    return history.events().stream()
        .map(Surgeon::value)
        .filter(event -> event.getConversationId().equals(conversation))
        .distinct()
        .sorted(Comparator.comparing(ConversationEvent::getEventId))
        .toList();
  }

  List<Seen<ConversationCommand>> commandsOf(ConversationEvent event) {
    return history.commands().stream()
        .filter(
            seen ->
                seen.value()
                    .filter(
                        command ->
                            command.getClientMessageId().equals(event.getClientMessageId())
                                && command.getConversationId().equals(event.getConversationId()))
                    .isPresent())
        .toList();
  }

  Seen<ConversationEvent> committed(ConversationEvent event) {
    return any(history.events(), seen -> seen.committed() && value(seen).equals(event));
  }

  MessageRow rowOf(ConversationEvent event) {
    return any(history.rows(), row -> row.eventId() == event.getEventId());
  }

  /** Replaces an event wherever it is: in every try, and in the table. */
  void replace(ConversationEvent old, ConversationEvent changed) {
    history.events().replaceAll(seen -> value(seen).equals(old) ? with(seen, changed) : seen);
    MessageRow row = rowOf(old);
    NavigableMap<String, Object> columns = new TreeMap<>(MessageColumns.of(changed));
    columns.putAll(MessageColumns.edit(row.columns()));
    columns.putAll(MessageColumns.deletion(row.columns()));
    if (row.columns().containsKey("delete_event_id")) {
      columns.keySet().removeAll(MessageColumns.content(columns).keySet());
      columns.putAll(MessageColumns.content(row.columns()));
    }
    replace(row, withColumns(row, columns));
  }

  void replace(CommandAck old, CommandAck changed) {
    history.acks().replaceAll(seen -> value(seen).equals(old) ? with(seen, changed) : seen);
  }

  void replace(MessageRow old, MessageRow changed) {
    history.rows().set(history.rows().indexOf(old), changed);
  }

  static MessageRow withColumns(MessageRow row, NavigableMap<String, Object> columns) {
    return new MessageRow(
        row.conversationId(),
        row.bucket(),
        row.eventId(),
        columns,
        row.writeTimeMicros(),
        row.editTimeMicros(),
        row.deleteTimeMicros());
  }

  static <T> T value(Seen<T> seen) {
    return seen.value().orElseThrow();
  }

  static <T> Seen<T> with(Seen<T> seen, T value) {
    return new Seen<>(
        seen.at(),
        seen.committed(),
        seen.timestamp(),
        seen.key(),
        value.hashCode(),
        Optional.of(value));
  }

  static <T> Seen<T> at(Seen<T> seen, Position at) {
    return new Seen<>(
        at, seen.committed(), seen.timestamp(), seen.key(), seen.digest(), seen.value());
  }

  static <T> Seen<T> atOffset(Seen<T> seen, long offset) {
    return at(seen, new Position(seen.at().topic(), seen.at().partition(), offset));
  }

  static <T> Seen<T> aborted(Seen<T> seen) {
    return new Seen<>(seen.at(), false, seen.timestamp(), seen.key(), seen.digest(), seen.value());
  }

  static <T> Seen<T> differing(Seen<T> seen) {
    return new Seen<>(
        seen.at(), seen.committed(), seen.timestamp(), seen.key(), seen.digest() + 1, seen.value());
  }
}
