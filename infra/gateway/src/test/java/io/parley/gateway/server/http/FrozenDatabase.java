package io.parley.gateway.server.http;

import com.datastax.oss.driver.api.core.CqlSession;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A database whose queries wait until the test lets them fail. Safe for use by several threads. */
final class FrozenDatabase {

  private final AtomicInteger waiting = new AtomicInteger();
  private final CompletableFuture<Object> answer = new CompletableFuture<>();

  CqlSession session() {
    return (CqlSession) proxy(CqlSession.class);
  }

  /** Queries that wait now. */
  int waiting() {
    return waiting.get();
  }

  /** All queries fail from now on. */
  void answer() {
    answer.completeExceptionally(new IllegalStateException("the database was frozen"));
  }

  private Object proxy(Class<?> type) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this::call);
  }

  private Object call(Object proxy, Method method, Object[] arguments) {
    if (method.getName().equals("execute")) {
      waiting.incrementAndGet();
      return answer.join();
    }
    Class<?> type = method.getReturnType();
    return type.isInstance(proxy) ? proxy : type.isInterface() ? proxy(type) : null;
  }
}
