package io.parley.checker.ingest;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.schemas.topic.Topics;

/**
 * Judges the order of conversations. It reads rows sorted by conversation and event id. For each
 * event comes first its {@link Place} on the topic, then its {@link Origin} among the commands. It
 * holds one event at a time, because a conversation may be as long as the history.
 */
final class ConversationOrder {

  static final int WIDTH = 7;

  private static final long PLACE = 0;
  private static final long ORIGIN = 1;
  private static final long NOWHERE = -1;

  /**
   * The place of an event on the topic.
   *
   * @param committedOffset of its first committed record; -1 if none
   * @param seenOffset of its first record, committed or not
   */
  record Place(int partition, long committedOffset, long seenOffset, long sequence) {
    long[] row(long conversation, long eventId) {
      return new long[] {
        conversation, eventId, PLACE, partition, committedOffset, seenOffset, sequence
      };
    }
  }

  /**
   * The place of an event's command: at one of two offsets, or between them. The offsets differ if
   * the command was sent again in the same millisecond.
   */
  record Origin(int partition, long firstOffset, long lastOffset) {
    long[] row(long conversation, long eventId) {
      return new long[] {conversation, eventId, ORIGIN, partition, firstOffset, lastOffset, 0};
    }
  }

  private final Findings findings;
  private long conversation;
  private boolean started;
  private Place last;
  private Origin lastOrigin;

  ConversationOrder(Findings findings) {
    this.findings = findings;
  }

  /** Takes the next row. */
  void accept(long[] row) {
    if (!started || row[0] != conversation) {
      started = true;
      conversation = row[0];
      last = new Place((int) row[3], NOWHERE, NOWHERE, 0);
      lastOrigin = new Origin(-1, NOWHERE, NOWHERE);
    }
    if (row[2] == PLACE) {
      accept(row[1], new Place((int) row[3], row[4], row[5], row[6]));
    } else {
      accept(row[1], new Origin((int) row[3], row[4], row[5]));
    }
  }

  private void accept(long eventId, Place place) {
    boolean committed = place.committedOffset != NOWHERE;
    Position at = new Position(Topics.EVENTS, place.partition, place.seenOffset);
    if (place.partition != last.partition) {
      findings.report(
          Violation.ID_NOT_RISING,
          at,
          "event " + eventId + " is in another partition than the event before it");
    } else if (place.seenOffset < last.seenOffset
        || (committed && place.committedOffset < last.committedOffset)) {
      findings.report(
          Violation.ID_NOT_RISING, at, "event " + eventId + " lies before one with a lower id");
    }
    if (committed && place.sequence != last.sequence + 1) {
      findings.report(
          Violation.SEQUENCE_GAP,
          at,
          "event %d has sequence %d, expected %d"
              .formatted(eventId, place.sequence, last.sequence + 1));
    }
    last =
        new Place(
            place.partition,
            committed ? place.committedOffset : last.committedOffset,
            place.seenOffset,
            committed ? place.sequence : last.sequence);
  }

  private void accept(long eventId, Origin origin) {
    long lowest = origin.partition == lastOrigin.partition ? lastOrigin.firstOffset : NOWHERE;
    long offset = origin.firstOffset > lowest ? origin.firstOffset : origin.lastOffset;
    if (offset <= lowest) {
      findings.report(
          Violation.REORDERED,
          new Position(Topics.COMMANDS, origin.partition, offset),
          "became event %d, above that of the later command at offset %d"
              .formatted(eventId, lowest));
    }
    lastOrigin = new Origin(origin.partition, offset, offset);
  }
}
