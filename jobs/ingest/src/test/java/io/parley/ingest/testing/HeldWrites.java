package io.parley.ingest.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.infra.local.proxy.Interceptor;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * An interceptor that takes CQL requests with a certain text aside, while other requests of the
 * same connection pass. After {@link #release} they go on together with the next request of their
 * connection. Safe for use by many threads.
 */
public final class HeldWrites implements Supplier<Interceptor> {

  private final byte[] text;
  private final AtomicInteger held = new AtomicInteger();
  private volatile boolean holding = true;

  /**
   * @param text the text of a row; no other row has it
   */
  public HeldWrites(String text) {
    this.text = text.getBytes(UTF_8);
  }

  /** The number of requests that were taken aside. */
  public int held() {
    return held.get();
  }

  public void release() {
    holding = false;
  }

  @Override
  public Interceptor get() {
    return new OfConnection();
  }

  private final class OfConnection implements Interceptor {
    private final ByteArrayOutputStream aside = new ByteArrayOutputStream();

    @Override
    public byte[] request(byte[] frame) {
      if (holding && hasText(frame)) {
        aside.writeBytes(frame);
        held.incrementAndGet();
        return new byte[0];
      }
      if (holding || aside.size() == 0) {
        return frame;
      }
      aside.writeBytes(frame);
      byte[] all = aside.toByteArray();
      aside.reset();
      return all;
    }

    private boolean hasText(byte[] frame) {
      for (int from = 0; from + text.length <= frame.length; from++) {
        if (Arrays.equals(frame, from, from + text.length, text, 0, text.length)) {
          return true;
        }
      }
      return false;
    }
  }
}
