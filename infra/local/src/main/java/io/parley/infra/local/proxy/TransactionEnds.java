package io.parley.infra.local.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * An interceptor that delays the ends of Kafka transactions or loses their answers, on all
 * connections of a proxy with {@link Framing#KAFKA}. The request EndTxn (key 26 of the protocol)
 * commits or aborts a transaction. Safe for use by many threads.
 */
public final class TransactionEnds implements Supplier<Interceptor> {

  private static final short END_TXN = 26;

  /**
   * The header of a request has length, key, version and correlation id. That of an answer has
   * length and correlation id.
   */
  private static final int KEY_AT = 4;

  private static final int CORRELATION_OF_REQUEST_AT = 8;
  private static final int CORRELATION_OF_ANSWER_AT = 4;

  private final AtomicLong toLose = new AtomicLong();
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile Duration hold = Duration.ZERO;

  /** From now on each request is delayed by this time. Zero ends the delay. */
  public void holdBack(Duration duration) {
    hold = duration;
  }

  /**
   * Loses the next answers, each with its connection. The broker has done its work, and its client
   * must find that out.
   */
  public void loseAnswers(int count) {
    toLose.set(count);
  }

  /** Requests that were held back. */
  public long held() {
    return held.get();
  }

  /** Answers that were lost. */
  public long lost() {
    return lost.get();
  }

  @Override
  public Interceptor get() {
    return new OfConnection();
  }

  private final class OfConnection implements Interceptor {

    private final Set<Integer> pending = ConcurrentHashMap.newKeySet();

    @Override
    public byte[] request(byte[] frame) throws IOException {
      ByteBuffer request = ByteBuffer.wrap(frame);
      if (request.getShort(KEY_AT) == END_TXN) {
        pending.add(request.getInt(CORRELATION_OF_REQUEST_AT));
        Duration now = hold;
        if (!now.isZero()) {
          held.incrementAndGet();
          Hold.back(now);
        }
      }
      return frame;
    }

    @Override
    public byte[] answer(byte[] frame) throws IOException {
      int correlation = ByteBuffer.wrap(frame).getInt(CORRELATION_OF_ANSWER_AT);
      if (pending.remove(correlation) && toLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        lost.incrementAndGet();
        throw new IOException("The answer to an EndTxn is lost on purpose");
      }
      return frame;
    }
  }
}
