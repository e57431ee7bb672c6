package io.parley.flink.connector.scylladb;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.operators.MailboxExecutor;

/**
 * Carries finished requests from the driver's threads to the task thread, in bulk. While one mail
 * waits in the mailbox, further completions join it. A mail for each request would cost more than
 * the request.
 */
final class Completions<T> {

  private final MailboxExecutor mailbox;
  private final Handler<T> handler;
  private final Queue<Completion<T>> finished = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean mailUnderWay = new AtomicBoolean();
  private volatile boolean closed;

  Completions(MailboxExecutor mailbox, Handler<T> handler) {
    this.mailbox = mailbox;
    this.handler = handler;
  }

  /** Any thread. */
  void add(WriteRequest<T> request, Throwable error) {
    finished.add(new Completion<>(request, error));
    if (!closed && mailUnderWay.compareAndSet(false, true)) {
      try {
        mailbox.execute(this::handleAll, "ScyllaDB requests finished");
      } catch (RejectedExecutionException e) {
        // The mailbox closed: the task is over and its rows come again from the last checkpoint.
        closed = true;
      }
    }
  }

  /** After this, completions change nothing any more. Task thread. */
  void close() {
    closed = true;
  }

  private void handleAll() throws Exception {
    mailUnderWay.set(false);
    for (Completion<T> next = finished.poll(); next != null && !closed; next = finished.poll()) {
      handler.finished(next.request, next.error);
    }
  }

  /** Gets each finished request on the task thread; error is null if it was acknowledged. */
  @FunctionalInterface
  interface Handler<T> {
    void finished(WriteRequest<T> request, Throwable error) throws Exception;
  }

  private record Completion<T>(WriteRequest<T> request, Throwable error) {}
}
