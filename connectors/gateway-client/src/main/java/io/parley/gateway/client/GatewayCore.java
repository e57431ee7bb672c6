package io.parley.gateway.client;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.Topics;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the input of a gateway, from devices and from Kafka. For the loop's thread.
 *
 * <p>If a connection throws an exception, only its session ends.
 */
final class GatewayCore implements Inflow.Listener, DeviceSession.Calls {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayCore.class);

  private final GatewaySettings settings;
  private final Uplink uplink;
  private final Loop loop;
  private final GatewayMetrics metrics;
  private final Sessions sessions = new Sessions();
  private final ReceiptGatherer receipts;
  private final SignsOfLife life;
  private final Presence presence;
  private final Commands commands;
  private final SharedPages pages;
  private final Syncs syncs;
  private final LiveEvents events;

  GatewayCore(
      GatewaySettings settings,
      Uplink uplink,
      HistorySource history,
      Loop loop,
      GatewayMetrics metrics,
      Consumer<Exception> fatal) {
    this.settings = settings;
    this.uplink = uplink;
    this.loop = loop;
    this.metrics = metrics;
    Subscriptions subscriptions = new Subscriptions();
    receipts =
        new ReceiptGatherer(
            loop, settings.receiptDelay(), uplink::write, () -> uplink.hasRoomFor(Topics.RECEIPTS));
    life =
        new SignsOfLife(
            settings, (event, taken) -> uplink.write(event, taken), loop, this::announceAll);
    presence = new Presence(settings, uplink, loop, life, sessions, subscriptions, receipts);
    commands = new Commands(settings, uplink, sessions, loop, metrics, fatal);
    pages = new SharedPages(history, settings, loop, metrics);
    syncs = new Syncs(pages, subscriptions, receipts, loop, metrics);
    events = new LiveEvents(subscriptions, syncs, loop, metrics);
    metrics.gauge("sessions", sessions, Sessions::size);
  }

  /** Begins an incarnation; {@code up} runs when Kafka knows of it. */
  void begin(Runnable up) {
    life.begin(up);
  }

  /** Announces all sessions again, in the incarnation that follows a silence. */
  void announceAll() {
    LOG.warn(
        "Gateway {} was silent for longer than its lease of {}; it begins incarnation {}",
        settings.gatewayId(),
        settings.lease(),
        life.incarnation());
    presence.announceAll();
  }

  /** Ends all sessions and the incarnation. */
  void end() {
    presence.closeAll();
    life.end();
    uplink.giveWhatWaits();
  }

  /** Ends all sessions without telling the router. */
  void abandon(CloseReason reason) {
    presence.abandonAll(reason);
  }

  /** A new session for a connection that is accepted now. May be called by any thread. */
  DeviceSession session(DeviceKey key, ClientConnection connection) {
    Outgoing outgoing =
        new Outgoing(connection, settings.mostQueued(), settings.mostQueuedWithAnswers());
    DeviceSession session = new DeviceSession(loop, this, key, outgoing);
    outgoing.onFailure(failure -> loop.execute(() -> broken(session, failure)));
    return session;
  }

  private void broken(DeviceSession session, RuntimeException failure) {
    if (!session.hasEnded()) {
      LOG.warn("A connection has failed, so its session ends", failure);
      presence.close(session);
      session.outgoing().close(CloseReason.BROKEN);
    }
  }

  void open(DeviceSession session) {
    presence.open(session);
  }

  @Override
  public void send(DeviceSession session, ClientCommand command) {
    commands.send(session, command);
  }

  @Override
  public void acknowledge(
      DeviceSession session, String conversation, long upToId, ReceiptKind kind) {
    metrics.receipts.increment();
    long covered = session.position(conversation).acknowledge(upToId);
    receipts.add(conversation, session.key(), covered, kind);
  }

  @Override
  public void writable(DeviceSession session) {
    session.outgoing().drain();
    syncs.pump(session);
  }

  @Override
  public void close(DeviceSession session) {
    presence.close(session);
  }

  @Override
  public void logOut(DeviceSession session) {
    presence.logOut(session);
  }

  @Override
  public void onAck(CommandAck ack) {
    commands.onAck(ack);
  }

  @Override
  public void onDelivery(Delivery delivery, Optional<String> traceparent) {
    metrics.delivery(delivery.getKind());
    if (delivery.getEvent() != null && delivery.getEvent().getPayload() instanceof MessageDeleted) {
      pages.onDeletion(delivery.getConversationId());
    }
    switch (delivery.getKind()) {
      case DIRECT ->
          inSession(
              delivery, session -> events.onDirect(session, delivery.getEvent(), traceparent));
      case SYNC ->
          inSession(
              delivery,
              session ->
                  syncs.onSync(
                      session, delivery, events.newestBroadcast(delivery.getConversationId())));
      case BROADCAST -> events.onBroadcast(delivery.getEvent(), traceparent);
      case STATUS -> onStatus(delivery.getRecipientId(), delivery.getStatus());
      case CURSOR -> onCursor(delivery.getRecipientId(), delivery.getCursor());
      case UNKNOWN -> {
        // A kind of a later version. The gateway cannot act on it, and nobody acknowledges it.
      }
    }
  }

  private void inSession(Delivery delivery, Consumer<DeviceSession> action) {
    DeviceKey device = new DeviceKey(delivery.getRecipientId(), delivery.getDeviceId());
    long epoch = delivery.getSessionEpoch();
    sessions
        .find(device, epoch)
        .ifPresentOrElse(
            action,
            () -> {
              metrics.stale.increment();
              presence.tellStale(device, epoch);
            });
  }

  private void onStatus(String user, MessageStatus status) {
    String what = "status " + status.getConversationId() + "/" + status.getMessageId();
    toAll(user, what, status.getVersion(), new Handover.Status(status));
  }

  private void onCursor(String user, ReadCursor cursor) {
    String what = "cursor " + cursor.getConversationId();
    toAll(user, what, cursor.getVersion(), new Handover.Cursor(cursor));
  }

  private void toAll(String user, String what, long version, Handover handover) {
    for (DeviceSession session : sessions.of(user)) {
      if (!session.isNewer(what, version)) {
        metrics.outdated.increment();
      } else if (!session.outgoing().offer(handover)) {
        metrics.dropped.increment();
      }
    }
  }
}
