package io.parley.infra.scylla.history;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some events of a conversation that follow each other, oldest first.
 *
 * @param next where the next page begins: give it to {@link HistoryReader#eventsAfter} as the event
 *     to read after; empty if all events up to the bound that was asked for, as far as they exist
 *     by now, are read
 */
public record EventPage(List<HistoryEvent> events, OptionalLong next) {

  public EventPage {
    events = List.copyOf(events);
  }
}
