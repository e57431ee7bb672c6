package io.parley.checker.ingest;

import io.parley.checker.sort.SortedRows;
import java.util.List;

/** Finds the place of an event on its topic: its first record, and its first committed record. */
final class PlaceFinder {

  private PlaceFinder() {}

  static void find(long eventId, List<Sighting> sightings, SortedRows order) {
    Sighting.Event seen = null;
    Sighting.Event committed = null;
    for (Sighting sighting : sightings) {
      if (sighting instanceof Sighting.Event event) {
        seen = earlier(seen, event);
        committed = event.committed() ? earlier(committed, event) : committed;
      }
    }
    if (seen != null) {
      Sighting.Event valid = committed == null ? seen : committed;
      order.add(
          new ConversationOrder.Place(
                  valid.partition(),
                  committed == null ? -1 : committed.offset(),
                  seen.offset(),
                  valid.sequence())
              .row(valid.conversation(), eventId));
    }
  }

  private static Sighting.Event earlier(Sighting.Event one, Sighting.Event other) {
    return one == null || other.offset() < one.offset() ? other : one;
  }
}
