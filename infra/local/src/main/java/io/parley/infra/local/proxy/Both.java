package io.parley.infra.local.proxy;

import java.io.IOException;

/** Two interceptors of one connection. A piece passes the first and then the second. */
public record Both(Interceptor first, Interceptor second) implements Interceptor {

  @Override
  public byte[] request(byte[] piece) throws IOException {
    return second.request(first.request(piece));
  }

  @Override
  public byte[] answer(byte[] piece) throws IOException {
    return second.answer(first.answer(piece));
  }
}
