package io.parley.gateway.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The output of one connection, with a bounded queue that is in use only while the connection
 * cannot take more. After the connection has thrown an exception, nothing is handed on any more. A
 * connection that takes nothing while its device goes on sending counts as broken when the answers
 * do not fit either. For one thread.
 */
final class Outgoing {

  private final ClientConnection connection;
  private final int most;
  private final int mostWithAnswers;
  private final Queue<Handover> queue = new ArrayDeque<>();
  private Consumer<RuntimeException> onFailure = failure -> {};
  private boolean failed;

  Outgoing(ClientConnection connection, int most, int mostWithAnswers) {
    this.connection = connection;
    this.most = most;
    this.mostWithAnswers = mostWithAnswers;
  }

  /** The handler of an exception that the connection throws. */
  void onFailure(Consumer<RuntimeException> listener) {
    onFailure = listener;
  }

  /** Hands on or queues; false, and nothing is done, if the queue is full. */
  boolean offer(Handover handover) {
    if (queue.size() >= most) {
      return false;
    }
    push(handover);
    return true;
  }

  /** Hands on or queues what may not be dropped: answers, and the events of a page. */
  void push(Handover handover) {
    if (failed) {
      return;
    }
    if (isIdle()) {
      deliver(handover);
    } else if (queue.size() >= mostWithAnswers) {
      fail(
          new IllegalStateException(
              "The connection has taken nothing for "
                  + queue.size()
                  + " answers and events, and its device goes on sending"));
    } else {
      queue.add(handover);
    }
  }

  /** Hands on what is queued as long as the connection takes it. */
  void drain() {
    while (!queue.isEmpty() && isWritable()) {
      deliver(queue.remove());
    }
  }

  /** Whether nothing is queued and the connection can take more. */
  boolean isIdle() {
    return queue.isEmpty() && isWritable();
  }

  private boolean isWritable() {
    try {
      return !failed && connection.isWritable();
    } catch (RuntimeException e) {
      fail(e);
      return false;
    }
  }

  private void deliver(Handover handover) {
    try {
      connection.deliver(handover);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(RuntimeException e) {
    failed = true;
    queue.clear();
    onFailure.accept(e);
  }

  /** Kafka has the session's CONNECTED. */
  void connected() {
    if (failed) {
      return;
    }
    try {
      connection.connected();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** The session has ended; an exception of a connection that is closed changes nothing. */
  void close(CloseReason reason) {
    queue.clear();
    try {
      connection.close(reason);
    } catch (RuntimeException e) {
      failed = true;
    }
  }
}
