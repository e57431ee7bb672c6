package io.parley.routing.fleet;

import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.ClientSession;
import io.parley.gateway.client.CloseReason;
import io.parley.gateway.client.Handover;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.ReceiptKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A device behind a gateway of the fleet. It acknowledges what it is handed, on the thread of its
 * gateway, as long as it answers.
 */
public final class FleetDevice implements ClientConnection {

  private final String user;
  private final String name;
  private final List<Delivery> taken = new CopyOnWriteArrayList<>();
  private final Set<Long> events = new LinkedHashSet<>();
  private ClientSession session;
  private boolean answers = true;

  FleetDevice(String user, String name) {
    this.user = user;
    this.name = name;
  }

  synchronized void begin(ClientSession newSession) {
    session = newSession;
    answers = true;
  }

  synchronized ClientSession session() {
    return session;
  }

  synchronized void goSilent() {
    answers = false;
  }

  boolean isMeant(Delivery delivery) {
    return user.equals(delivery.getRecipientId()) && name.equals(delivery.getDeviceId());
  }

  void note(Delivery delivery) {
    taken.add(delivery);
  }

  @Override
  public void deliver(Handover handover) {
    if (handover instanceof Handover.Live live) {
      take(live.event());
    } else if (handover instanceof Handover.Stored stored) {
      take(stored.event());
    }
  }

  private synchronized void take(ConversationEvent event) {
    events.add(event.getEventId());
    if (answers && session != null) {
      session.acknowledge(event.getConversationId(), event.getEventId(), ReceiptKind.DELIVERED);
    }
  }

  @Override
  public void close(CloseReason reason) {
    // The test knows: it has killed the gateway, or reconnected the device.
  }

  public String user() {
    return user;
  }

  String name() {
    return name;
  }

  /** Everything that a gateway had for this device, in order. */
  public List<Delivery> taken() {
    return List.copyOf(taken);
  }

  /** The ids of the events that it had, each once, in the order of the first time. */
  public synchronized List<Long> events() {
    return new ArrayList<>(events);
  }
}
