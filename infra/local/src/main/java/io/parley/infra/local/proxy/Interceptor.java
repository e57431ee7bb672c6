package io.parley.infra.local.proxy;

import java.io.IOException;

/**
 * Sees what passes over one connection. One thread calls {@link #request}, another {@link #answer};
 * while a call blocks, everything behind it in the same direction waits.
 *
 * <p>An {@link IOException} resets the connection: so a piece is lost as networks lose it, with the
 * connection that it was on.
 */
public interface Interceptor {

  /** What goes to the server in place of this piece. */
  default byte[] request(byte[] piece) throws IOException {
    return piece;
  }

  /** What goes to the client in place of this piece. */
  default byte[] answer(byte[] piece) throws IOException {
    return piece;
  }
}
