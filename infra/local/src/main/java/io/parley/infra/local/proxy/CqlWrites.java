package io.parley.infra.local.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * An interceptor that delays CQL writes, or answers them with a timeout, all or those of one
 * partition, on all connections of a proxy with {@link Framing#CQL}. Executions of prepared
 * statements count as writes. Other reads pass, but wait when they are behind a write. Safe for use
 * by many threads.
 */
public final class CqlWrites implements Supplier<Interceptor> {

  private final AtomicLong held = new AtomicLong();
  private final AtomicLong timedOut = new AtomicLong();
  private volatile Duration hold = Duration.ZERO;
  private volatile byte[] stuck = {};

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

  /**
   * From now on every write that contains a text, such as a key, is answered with a timeout,
   * although the server did write it. So the replicas of one partition look slow to the client, and
   * all others are well. An empty text ends this.
   */
  public CqlWrites timeOutAllWith(String text) {
    stuck = text.getBytes(StandardCharsets.UTF_8);
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
    private final Set<Short> stuckWrites = ConcurrentHashMap.newKeySet();

    @Override
    public byte[] request(byte[] frame) throws IOException {
      if (CqlFrame.mayWrite(frame)) {
        short stream = CqlFrame.stream(frame);
        writes.add(stream);
        if (CqlFrame.contains(frame, stuck)) {
          stuckWrites.add(stream);
        }
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
      boolean isStuck = stuckWrites.remove(stream);
      if (writes.remove(stream) && (isStuck || isNextTimedOut())) {
        timedOut.incrementAndGet();
        return CqlFrame.writeTimeout(stream);
      }
      return frame;
    }
  }
}
