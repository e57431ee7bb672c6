package io.parley.infra.local.proxy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An interceptor that holds back what some Kafka consumers ask for, on all connections of a proxy
 * with {@link Framing#KAFKA}. The request Fetch (key 1 of the protocol) of a client whose id begins
 * with a given text waits until {@link #release}. The consumer takes it for a slow network. Safe
 * for use by many threads.
 */
public final class HeldFetches implements Interceptor {

  private static final short FETCH = 1;

  /**
   * The header of a request has length, key, version and correlation id, and then the client id
   * with its length.
   */
  private static final int KEY_AT = 4;

  private static final int CLIENT_LENGTH_AT = 12;
  private static final int CLIENT_AT = 14;

  private String clients;
  private long held;

  /** From now on each Fetch of a client whose id begins like this waits. */
  public synchronized void hold(String clientIdPrefix) {
    clients = clientIdPrefix;
  }

  /** Lets everything pass again, the requests that wait included. */
  public synchronized void release() {
    clients = null;
    notifyAll();
  }

  /** Requests that were held back so far. */
  public synchronized long held() {
    return held;
  }

  @Override
  public byte[] request(byte[] frame) throws IOException {
    ByteBuffer request = ByteBuffer.wrap(frame);
    if (request.getShort(KEY_AT) == FETCH) {
      pass(client(frame, request.getShort(CLIENT_LENGTH_AT)));
    }
    return frame;
  }

  /** A client may leave its id out; the length is negative then. */
  private static String client(byte[] frame, int length) {
    return new String(frame, CLIENT_AT, Math.max(0, length), StandardCharsets.UTF_8);
  }

  private synchronized void pass(String client) throws IOException {
    if (clients == null || !client.startsWith(clients)) {
      return;
    }
    held++;
    try {
      while (clients != null) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
