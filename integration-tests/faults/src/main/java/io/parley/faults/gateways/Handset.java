package io.parley.faults.gateways;

import io.parley.gateway.client.ClientCommand;
import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.ClientSession;
import io.parley.gateway.client.CloseReason;
import io.parley.gateway.client.Handover;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.simulator.GatewayPool;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One device of a user, which takes and acknowledges whatever reaches it, over one connection after
 * another. Connected by one thread; its connections are called by those of the gateways.
 */
final class Handset {

  private final String user;
  private final String device;
  private final Set<Long> events = ConcurrentHashMap.newKeySet();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private CompletableFuture<ClientSession> session = new CompletableFuture<>();

  Handset(String user, String device) {
    this.user = user;
    this.device = device;
  }

  /** Connects, or connects again. An earlier connection should have been closed. */
  void connect(GatewayPool gateways, int gateway) {
    CompletableFuture<ClientSession> next = new CompletableFuture<>();
    session = next;
    next.complete(gateways.connect(gateway, user, device, new Link(next)));
  }

  void disconnect() {
    session.join().close();
  }

  void send(String id, String conversation, Object payload) {
    session.join().send(ClientCommand.of(id, conversation, System.currentTimeMillis(), payload));
  }

  /** How many events have reached the device. */
  int events() {
    return events.size();
  }

  /** How many commands of the device were stored. */
  int stored() {
    return answered.size();
  }

  @Override
  public String toString() {
    return device;
  }

  private final class Link implements ClientConnection {

    private final CompletableFuture<ClientSession> own;

    Link(CompletableFuture<ClientSession> own) {
      this.own = own;
    }

    @Override
    public void deliver(Handover handover) {
      if (handover instanceof Handover.Live live) {
        take(live.event());
      } else if (handover instanceof Handover.Stored stored) {
        take(stored.event());
      } else if (handover instanceof Handover.Answer answer
          && answer.ack().getStatus() == AckStatus.SENT) {
        answered.add(answer.ack().getClientMessageId());
      }
    }

    private void take(ConversationEvent event) {
      events.add(event.getEventId());
      var unused =
          own.thenAccept(
              present ->
                  present.acknowledge(
                      event.getConversationId(), event.getEventId(), ReceiptKind.DELIVERED));
    }

    @Override
    public void close(CloseReason reason) {
      // The fault connects again when it wants to.
    }
  }
}
