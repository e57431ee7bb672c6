package io.parley.checker.ingest;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.schemas.topic.Topics;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Judges one event id: whether the event was stored, committed once, and always the same. */
final class SightingCheck {

  private static final RowDigests UNTOUCHED = RowDigests.of(new TreeMap<>());

  private final Findings findings;

  SightingCheck(Findings findings) {
    this.findings = findings;
  }

  /** Judges all sightings of one event id. */
  void check(long eventId, List<Sighting> sightings) {
    List<Sighting.Stored> rows = only(sightings, Sighting.Stored.class);
    List<Sighting.Event> events = only(sightings, Sighting.Event.class);
    List<RowChange> changes =
        only(sightings, Sighting.Changed.class).stream().map(Sighting.Changed::change).toList();
    if (events.isEmpty() && rows.isEmpty() && only(sightings, Sighting.Ack.class).isEmpty()) {
      return; // Changes of a message that the topics no longer hold.
    }
    checkStored(eventId, rows, events, only(sightings, Sighting.Ack.class), changes);
    checkAcks(events, only(sightings, Sighting.Ack.class));
    checkCommittedOnce(eventId, rows, events);
    checkReplays(eventId, events);
  }

  private void checkStored(
      long eventId,
      List<Sighting.Stored> rows,
      List<Sighting.Event> events,
      List<Sighting.Ack> acks,
      List<RowChange> changes) {
    if (rows.isEmpty()) {
      Object seenAt =
          events.isEmpty()
              ? new Position(Topics.ACKS, acks.get(0).partition(), acks.get(0).offset())
              : at(events.get(0));
      findings.report(
          Violation.STORED_AFTER_VISIBLE,
          seenAt,
          "event " + eventId + " was visible and still has no row");
      return;
    }
    Optional<Sighting.Event> unlike =
        events.stream()
            .filter(Sighting.Event::committed)
            .filter(event -> !rows.get(0).digests().equals(expected(event, changes)))
            .findFirst();
    unlike.ifPresent(
        event ->
            findings.report(
                Violation.ROW_MISMATCH, at(event), "the row of event " + eventId + " differs"));
  }

  /** The sender's device orders its own event by the sequence number in the ack. */
  private void checkAcks(List<Sighting.Event> events, List<Sighting.Ack> acks) {
    Optional<Sighting.Event> event = events.stream().filter(Sighting.Event::committed).findFirst();
    for (Sighting.Ack ack : acks) {
      event
          .filter(committed -> committed.sequence() != ack.sequence())
          .ifPresent(
              committed ->
                  findings.report(
                      Violation.WRONG_ACK,
                      new Position(Topics.ACKS, ack.partition(), ack.offset()),
                      "gives sequence %d to an event with sequence %d"
                          .formatted(ack.sequence(), committed.sequence())));
    }
  }

  private static RowDigests expected(Sighting.Event event, List<RowChange> changes) {
    RowDigests untouched =
        new RowDigests(event.place(), event.content(), UNTOUCHED.edit(), UNTOUCHED.deletion());
    return RowChange.apply(untouched, changes);
  }

  private void checkCommittedOnce(
      long eventId, List<Sighting.Stored> rows, List<Sighting.Event> events) {
    long commits = events.stream().filter(Sighting.Event::committed).count();
    if (commits > 1) {
      findings.report(
          Violation.DUPLICATE,
          at(events.get(0)),
          "event " + eventId + " was committed " + commits + " times");
    }
    if (rows.size() > 1) {
      findings.report(
          Violation.DUPLICATE, "row with event_id " + eventId, "there are " + rows.size());
    }
  }

  private void checkReplays(long eventId, List<Sighting.Event> events) {
    List<Long> committed =
        events.stream().filter(Sighting.Event::committed).map(Sighting.Event::digest).toList();
    for (Sighting.Event event : events) {
      if (committed.isEmpty()) {
        findings.report(
            Violation.ABORTED_READ, at(event), "event " + eventId + " was never committed");
      } else if (!committed.contains(event.digest())) {
        findings.report(
            Violation.DIVERGENT_REPLAY,
            at(event),
            "event " + eventId + " was committed with other bytes");
      }
    }
  }

  private static Position at(Sighting.Event event) {
    return new Position(Topics.EVENTS, event.partition(), event.offset());
  }

  private static <T> List<T> only(List<Sighting> sightings, Class<T> type) {
    return sightings.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
