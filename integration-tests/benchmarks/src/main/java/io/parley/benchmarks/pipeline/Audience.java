package io.parley.benchmarks.pipeline;

import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.simulator.Uplink;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps everybody connected: a heartbeat every ten seconds, spread over them. */
final class Audience implements AutoCloseable {

  private static final int HEARTBEAT_SECONDS = 10;
  private static final int SLICES_PER_SECOND = 10;

  private final Chats chats;
  private final Uplink sessions;
  private final long epoch = System.currentTimeMillis();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "heartbeats"));
  private int slice;

  Audience(Chats chats, Uplink sessions) {
    this.chats = chats;
    this.sessions = sessions;
  }

  /** Connects everybody; from now on heartbeats flow. */
  void connect() {
    for (int chat = 0; chat < chats.count(); chat++) {
      both(chat, SessionState.CONNECTED);
    }
    long pause = TimeUnit.SECONDS.toMillis(1) / SLICES_PER_SECOND;
    var unused =
        thread.scheduleAtFixedRate(this::beatNextSlice, pause, pause, TimeUnit.MILLISECONDS);
  }

  private void beatNextSlice() {
    int slices = HEARTBEAT_SECONDS * SLICES_PER_SECOND;
    for (int chat = slice; chat < chats.count(); chat += slices) {
      both(chat, SessionState.HEARTBEAT);
    }
    slice = (slice + 1) % slices;
  }

  private void both(int chat, SessionState state) {
    for (int side = 0; side < 2; side++) {
      Chats.Seat seat = chats.seat(chat, side);
      sessions.send(new SessionEvent(seat.user(), seat.device(), seat.gateway(), epoch, state));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
