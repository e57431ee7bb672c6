package io.parley.infra.local.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Holds CQL writes back, or answers them with a timeout, on all connections of a proxy with {@link
 * Framing#CQL}, once it is told to. Reads that are no prepared statements are not concerned, unless
 * they are behind a write. Safe for use by many threads.
 */
public final class CqlWrites implements Supplier<Interceptor> {

  private final AtomicLong held = new AtomicLong();
  private final AtomicLong timedOut = new AtomicLong();
  private volatile Duration hold = Duration.ZERO;

  // Guarded by this.
  private double timeouts;
  private SplittableRandom random = new SplittableRandom(0);

  /** From now on each write of a connection waits so long, one after the other; zero: none. */
  public CqlWrites holdBack(Duration duration) {
    hold = duration;
    return this;
  }

  /**
   * From now on the server seems to say of a share of the writes that they timed out. It did write
   * them, as one may have whose answer is a timeout: the client must write again, and must not
   * change anything by it.
   *
   * @param share of the writes, 0 to 1
   * @param seed of the choice
   */
  public synchronized CqlWrites timeOut(double share, long seed) {
    timeouts = share;
    random = new SplittableRandom(seed);
    return this;
  }

  /** Writes that were held back. */
  public long held() {
    return held.get();
  }

  /** Writes that were answered with a timeout. */
  public long timedOut() {
    return timedOut.get();
  }

  @Override
  public Interceptor get() {
    return new OfConnection();
  }

  private synchronized boolean isNextTimedOut() {
    return timeouts > 0 && random.nextDouble() < timeouts;
  }

  private final class OfConnection implements Interceptor {

    private final Set<Short> writes = ConcurrentHashMap.newKeySet();

    @Override
    public byte[] request(byte[] frame) throws IOException {
      if (CqlFrame.mayWrite(frame)) {
        writes.add(CqlFrame.stream(frame));
        Duration now = hold;
        if (!now.isZero()) {
          held.incrementAndGet();
          Hold.back(now);
        }
      }
      return frame;
    }

    @Override
    public byte[] answer(byte[] frame) {
      short stream = CqlFrame.stream(frame);
      if (writes.remove(stream) && isNextTimedOut()) {
        timedOut.incrementAndGet();
        return CqlFrame.writeTimeout(stream);
      }
      return frame;
    }
  }
}
