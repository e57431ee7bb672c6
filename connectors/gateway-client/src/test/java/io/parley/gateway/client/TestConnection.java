package io.parley.gateway.client;

import io.parley.schemas.event.ConversationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection that remembers what it was handed, and can be slow or broken. */
final class TestConnection implements ClientConnection {

  final List<Handover> handovers = new ArrayList<>();
  Optional<CloseReason> closed = Optional.empty();
  boolean writable = true;
  boolean broken;

  /** How often the connection was told that Kafka has its session. */
  int connected;

  @Override
  public boolean isWritable() {
    return writable;
  }

  @Override
  public void connected() {
    connected++;
  }

  @Override
  public void deliver(Handover handover) {
    if (broken) {
      throw new IllegalStateException("the socket is gone");
    }
    handovers.add(handover);
  }

  @Override
  public void close(CloseReason reason) {
    closed = Optional.of(reason);
  }

  /** The ids of the events, live and stored, in the order in which they came. */
  List<Long> events() {
    List<Long> ids = new ArrayList<>();
    for (Handover handover : handovers) {
      if (handover instanceof Handover.Live live) {
        ids.add(live.event().getEventId());
      } else if (handover instanceof Handover.Stored stored) {
        ids.add(stored.event().getEventId());
      }
    }
    return ids;
  }

  /** The ids of the events that came from the history. */
  List<Long> stored() {
    return of(Handover.Stored.class).stream()
        .map(Handover.Stored::event)
        .map(ConversationEvent::getEventId)
        .toList();
  }

  <T extends Handover> List<T> of(Class<T> type) {
    return handovers.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
