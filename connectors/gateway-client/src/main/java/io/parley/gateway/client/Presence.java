package io.parley.gateway.client;

import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.Optional;

/**
 * Opens and ends sessions, and tells the router. For the loop's thread.
 *
 * <p>A new connection of a device replaces the one that the gateway holds for it. Its higher epoch
 * tells the router so, and the replaced session needs no DISCONNECTED. A device's receipts are
 * written before the end of its session. A connection is told when Kafka has its CONNECTED.
 */
final class Presence {

  private final GatewaySettings settings;
  private final Uplink uplink;
  private final Loop loop;
  private final SignsOfLife life;
  private final Sessions sessions;
  private final Subscriptions subscriptions;
  private final ReceiptGatherer receipts;
  private final SessionEpochs epochs = new SessionEpochs();
  private final StaleSessions stale = new StaleSessions();

  Presence(
      GatewaySettings settings,
      Uplink uplink,
      Loop loop,
      SignsOfLife life,
      Sessions sessions,
      Subscriptions subscriptions,
      ReceiptGatherer receipts) {
    this.settings = settings;
    this.uplink = uplink;
    this.loop = loop;
    this.life = life;
    this.sessions = sessions;
    this.subscriptions = subscriptions;
    this.receipts = receipts;
  }

  /**
   * Opens a session. Its epoch is the time at which its connection was accepted. That may be a
   * while ago if the loop is busy, and the device may have moved to another gateway meanwhile: with
   * the present time it would be taken away from there.
   */
  void open(DeviceSession session) {
    Optional<DeviceSession> old = sessions.find(session.key());
    old.ifPresent(this::replace);
    sessions.add(session);
    long least = old.map(replaced -> replaced.epoch() + 1).orElse(0L);
    announce(session, Math.max(session.acceptedAt(), least), () -> announced(session));
  }

  private static void announced(DeviceSession session) {
    if (!session.hasEnded()) {
      session.outgoing().connected();
    }
  }

  private void replace(DeviceSession old) {
    remove(old);
    old.outgoing().close(CloseReason.REPLACED);
  }

  private void announce(DeviceSession session, long epoch, Runnable taken) {
    session.accept(epochs.next(session.key(), epoch));
    write(session.key(), session.epoch(), SessionState.CONNECTED, taken);
  }

  /**
   * Announces all sessions again, in a new incarnation. Their epochs rise by one only: a device may
   * have connected to another gateway meanwhile, without this one knowing that its connection is
   * dead. With the present time it would take the device away from there.
   *
   * <p>For the router a new epoch is a new session without subscriptions. A SYNC of that session
   * subscribes it again, and reads what was broadcast meanwhile. A user who has left a conversation
   * meanwhile gets no such SYNC.
   */
  void announceAll() {
    for (DeviceSession session : sessions.all()) {
      subscriptions.removeAll(session);
      announce(session, session.epoch() + 1, () -> {});
    }
  }

  /** The connection has ended. */
  void close(DeviceSession session) {
    receipts.flush(session.key());
    write(session.key(), session.epoch(), SessionState.DISCONNECTED);
    remove(session);
  }

  /** The user has signed out on the device. */
  void logOut(DeviceSession session) {
    receipts.flush(session.key());
    write(session.key(), session.epoch(), SessionState.LOGGED_OUT);
    remove(session);
  }

  /** The gateway shuts down. */
  void closeAll() {
    receipts.flush();
    for (DeviceSession session : sessions.all()) {
      write(session.key(), session.epoch(), SessionState.DISCONNECTED);
    }
    abandonAll(CloseReason.SHUTDOWN);
  }

  /** Ends all sessions without telling the router. */
  void abandonAll(CloseReason reason) {
    for (DeviceSession session : sessions.all()) {
      remove(session);
      session.outgoing().close(reason);
    }
  }

  private void remove(DeviceSession session) {
    session.end();
    subscriptions.removeAll(session);
    sessions.remove(session);
  }

  /** A delivery came for a session that the gateway does not hold. */
  void tellStale(DeviceKey device, long epoch) {
    if (stale.mustTell(device, epoch, loop.millis())) {
      write(device, epoch, SessionState.DISCONNECTED);
    }
  }

  private void write(DeviceKey device, long epoch, SessionState state) {
    write(device, epoch, state, () -> {});
  }

  private void write(DeviceKey device, long epoch, SessionState state, Runnable taken) {
    uplink.write(
        new SessionEvent(
            device.user(), device.device(), settings.gatewayId(), life.incarnation(), epoch, state),
        taken);
  }
}
