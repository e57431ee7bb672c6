package io.parley.infra.local.proxy;

import java.io.IOException;

/**
 * An observer of all that passes over one connection. One thread calls {@link #request}, another
 * {@link #answer}. While a call blocks, everything behind it in the same direction waits.
 *
 * <p>An {@link IOException} resets the connection. So a piece is lost together with its connection,
 * as networks lose pieces.
 */
public interface Interceptor {

  /** The bytes that go to the server in place of this piece. */
  default byte[] request(byte[] piece) throws IOException {
    return piece;
  }

  /** The bytes that go to the client in place of this piece. */
  default byte[] answer(byte[] piece) throws IOException {
    return piece;
  }
}
