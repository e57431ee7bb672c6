package io.parley.gateway.server.http;

import io.parley.gateway.server.wire.Wire;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.IoUtils;

/**
 * The sending side of one of Undertow's WebSockets. It counts the characters that wait for the
 * client. Above a bound the wire has no room, and it has room again when half of that is sent.
 * Undertow itself reads no more from a client for which 50 frames wait, so the answers to a client
 * that sends and never reads are bounded too.
 */
final class WebSocketWire implements Wire {

  private static final long SECONDS_TO_CLOSE = 5;

  private final WebSocketChannel channel;
  private final int most;
  private final AtomicInteger unsent = new AtomicInteger();
  private final AtomicBoolean full = new AtomicBoolean();
  private volatile Runnable onRoom = () -> {};

  WebSocketWire(WebSocketChannel channel, int most) {
    this.channel = channel;
    this.most = most;
  }

  /** Sets what to call, in an I/O thread, when there is room again. */
  void onRoom(Runnable listener) {
    onRoom = listener;
  }

  @Override
  public void send(String frame) {
    int size = frame.length();
    unsent.addAndGet(size);
    WebSockets.sendText(
        frame,
        channel,
        new WebSocketCallback<Void>() {
          @Override
          public void complete(WebSocketChannel sent, Void nothing) {
            leave(size);
          }

          @Override
          public void onError(WebSocketChannel failed, Void nothing, Throwable cause) {
            leave(size);
            IoUtils.safeClose(failed);
          }
        });
  }

  private void leave(int size) {
    if (unsent.addAndGet(-size) <= most / 2 && full.compareAndSet(true, false)) {
      onRoom.run();
    }
  }

  @Override
  public boolean hasRoom() {
    if (unsent.get() < most) {
      return true;
    }
    full.set(true);
    // The last frame may have left meanwhile, and nothing would call us again.
    return unsent.get() <= most / 2 && full.compareAndSet(true, false);
  }

  @Override
  public void pause(Duration time) {
    channel.suspendReceives();
    channel
        .getIoThread()
        .executeAfter(channel::resumeReceives, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close(int code, String reason) {
    WebSockets.sendClose(code, reason, channel, null);
    // A client that does not answer the close is cut off.
    channel
        .getIoThread()
        .executeAfter(() -> IoUtils.safeClose(channel), SECONDS_TO_CLOSE, TimeUnit.SECONDS);
  }
}
