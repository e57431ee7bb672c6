package io.parley.infra.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * A finder of free TCP ports.
 *
 * <p>The ports lie below the range from which operating systems take the ports of outgoing
 * connections. So while a server is down, no client's connection can take its port. Another process
 * may still take a port before the server binds it. {@link LocalServer#start()} then chooses again.
 */
final class Ports {

  private static final int LOWEST = 12_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES = 1_000;

  private static final Random RANDOM = new Random();
  private static final Set<Integer> HANDED_OUT = new HashSet<>();

  private Ports() {}

  /** The requested port, or a free one if 0 is requested. */
  static int choose(int requested) {
    return requested == 0 ? free() : requested;
  }

  /** A port that is free on every loopback address and was not handed out before by this JVM. */
  static synchronized int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = LOWEST + RANDOM.nextInt(HIGHEST - LOWEST);
      if (isFree(port) && HANDED_OUT.add(port)) {
        return port;
      }
    }
    throw new ServerException(
        "No free TCP port found between " + LOWEST + " and " + HIGHEST + " in " + TRIES + " tries");
  }

  /** Whether a server could bind this port now, on any local address. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do it. A port whose last connections are still in TIME_WAIT counts as free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
