package io.parley.infra.local.proxy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The state of the wire that all connections of a proxy share. Safe for use by many threads. */
final class Line {

  private boolean silent;
  private boolean closed;
  private long delayNanos;
  private long nanosPerByte;
  private long silenced;

  synchronized void slow(Duration delay) {
    delayNanos = delay.toNanos();
  }

  synchronized void throttle(long bytesPerSecond) {
    nanosPerByte = TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
  }

  synchronized void silence() {
    silent = true;
  }

  /** How many pieces have met a silent line so far. */
  synchronized long silenced() {
    return silenced;
  }

  synchronized void heal() {
    delayNanos = 0;
    nanosPerByte = 0;
    silent = false;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /**
   * Waits for as long as the line takes to carry a number of bytes.
   *
   * @throws IOException if the proxy is closed meanwhile
   */
  synchronized void carry(int bytes) throws IOException {
    if (silent) {
      silenced++;
    }
    long due = System.nanoTime() + delayNanos + bytes * nanosPerByte;
    try {
      for (long rest = due - System.nanoTime();
          !closed && (silent || rest > 0);
          rest = due - System.nanoTime()) {
        if (silent) {
          wait();
        } else {
          TimeUnit.NANOSECONDS.timedWait(this, rest);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    if (closed) {
      throw new IOException("The proxy is closed");
    }
  }
}
