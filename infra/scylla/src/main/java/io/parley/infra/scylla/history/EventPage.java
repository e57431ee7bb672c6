package io.parley.infra.scylla.history;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of events of a conversation that follow each other, oldest first.
 *
 * @param next the event after which the next page begins, for {@link HistoryReader#eventsAfter}.
 *     Empty if this page ends with the last event that is stored up to the requested bound.
 */
public record EventPage(List<HistoryEvent> events, OptionalLong next) {

  public EventPage {
    events = List.copyOf(events);
  }
}
