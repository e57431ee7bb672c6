package io.parley.infra.local.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * An interceptor that delays CQL writes, or answers them with a timeout, on all connections of a
 * proxy with {@link Framing#CQL}. Executions of prepared statements count as writes. Other reads
 * pass, but wait when they are behind a write. Safe for use by many threads.
 */
public final class CqlWrites implements Supplier<Interceptor> {

  private final AtomicLong held = new AtomicLong();
  private final AtomicLong timedOut = new AtomicLong();
  private volatile Duration hold = Duration.ZERO;

  // Guarded by this.
  private double timeouts;
  private SplittableRandom random = new SplittableRandom(0);

  /**
   * From now on the writes of a connection are delayed by this time, one after the other. Zero ends
   * the delay.
   */
  public CqlWrites holdBack(Duration duration) {
    hold = duration;
    return this;
  }

  /**
   * From now on a share of the writes is answered with a timeout, although the server did write
   * them. A real timeout leaves this open too, so the client must write again, and the repetition
   * must not change anything.
   *
   * @param share the share of the writes, 0 to 1
   * @param seed seed of the random choice
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
