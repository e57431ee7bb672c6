package io.parley.benchmarks.pipeline;

import io.parley.cli.StackState;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * People who write to each other over a running pipeline, and the gateways between. One thread
 * sends.
 */
final class Traffic implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long MILLIS_BETWEEN_LOOKS = 20;

  private final Chats chats;
  private final Journal journal = new Journal();
  private final Semaphore window = new Semaphore(0);
  private final Gateways gateways;

  private Traffic(StackState stack, Chats chats) {
    this.chats = chats;
    gateways = new Gateways(stack, chats, journal, window::release);
  }

  /** Everybody connects, and the conversations are founded. */
  static Traffic open(StackState stack, Chats chats) throws IOException {
    Traffic traffic = new Traffic(stack, chats);
    traffic.gateways.connect();
    for (int chat = 0; chat < chats.count(); chat++) {
      traffic.gateways.send(chats.creation(chat));
    }
    traffic.await("conversations founded", () -> traffic.gateways.founded() == chats.count());
    return traffic;
  }

  /**
   * Sends at a fixed rate, whatever the pipeline does.
   *
   * @param rate messages a second
   * @return messages a second that were sent: less if the machine could not send them in time
   */
  double openLoop(double rate, Duration duration) throws InterruptedException {
    long start = System.nanoTime();
    long messages = Math.round(rate * duration.toMillis() / 1e3);
    for (long n = 0; n < messages; n++) {
      long dueAt = start + Math.round(n * 1e9 / rate);
      TimeUnit.NANOSECONDS.sleep(dueAt - System.nanoTime());
      send(dueAt);
    }
    // The last message stands for the time until the next would be due.
    TimeUnit.NANOSECONDS.sleep(start + Math.round(messages * 1e9 / rate) - System.nanoTime());
    check();
    return messages / ((System.nanoTime() - start) / 1e9);
  }

  /**
   * Sends the next message when one comes back: so many are always under way, and the pipeline is
   * as fast as it can be.
   *
   * @param underWay messages whose status has not come back
   * @return messages a second that came back
   */
  double closedLoop(int underWay, Duration duration) throws InterruptedException {
    window.drainPermits();
    window.release(Math.max(0, underWay - (journal.begun() - journal.done())));
    int before = journal.done();
    long start = System.nanoTime();
    while (System.nanoTime() - start < duration.toNanos()) {
      if (window.tryAcquire(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
        send(System.nanoTime());
      }
    }
    check();
    return (journal.done() - before) / ((System.nanoTime() - start) / 1e9);
  }

  /**
   * Sends the first message of each conversation, so many at a time, and waits for all. A first
   * message costs less than later ones, because it answers none.
   */
  void firstRound(int underWay) throws IOException, InterruptedException {
    window.drainPermits();
    window.release(underWay);
    while (journal.begun() < chats.count()) {
      if (window.tryAcquire(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
        send(System.nanoTime());
      } else {
        check();
      }
    }
    awaitDone();
  }

  private void send(long dueAt) {
    gateways.send(chats.message(journal.begin(dueAt)));
  }

  /** Waits until every message that was sent is stored, acked, delivered, and known to be so. */
  void awaitDone() throws IOException {
    await("messages back", () -> journal.done() == journal.begun());
  }

  private void await(String what, BooleanSupplier condition) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      check();
      if (System.nanoTime() > end) {
        throw new IOException(
            "%s: still not after %s; %d conversations founded, %d messages begun, %d back; %s"
                .formatted(
                    what,
                    PATIENCE,
                    gateways.founded(),
                    journal.begun(),
                    journal.done(),
                    journal.missing()));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while waiting for " + what, e);
      }
    }
  }

  private void check() {
    gateways.check();
  }

  Journal journal() {
    return journal;
  }

  Gateways gateways() {
    return gateways;
  }

  @Override
  public void close() {
    gateways.close();
  }
}
