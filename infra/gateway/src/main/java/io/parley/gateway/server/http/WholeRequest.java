package io.parley.gateway.server.http;

import io.undertow.io.Receiver;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ResponseCommitListener;
import io.undertow.util.AttachmentKey;
import io.undertow.util.SameThreadExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Receives a whole request before the next handler sees it. It runs in an I/O thread, which waits
 * for nobody.
 *
 * <p>So a client that announces a body and does not send it has neither a worker thread nor a place
 * among the requests that run. A client that does not send its body in time, or does not take its
 * answer in time, loses its connection. Connections that have become WebSockets have no such limit
 * here: their own idle time counts.
 */
final class WholeRequest implements HttpHandler {

  private static final AttachmentKey<byte[]> BODY = AttachmentKey.create(byte[].class);

  private final HttpHandler next;
  private final int mostBytes;
  private final Duration patience;

  /**
   * A handler in front of another one.
   *
   * @param mostBytes the longest body
   * @param patience the time for the body, and again for the answer
   */
  WholeRequest(HttpHandler next, int mostBytes, Duration patience) {
    this.next = next;
    this.mostBytes = mostBytes;
    this.patience = patience;
  }

  /** The body of a request, which may be empty. */
  static byte[] body(HttpServerExchange exchange) {
    byte[] body = exchange.getAttachment(BODY);
    return body == null ? new byte[0] : body;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    AnswerDeadline deadline = new AnswerDeadline();
    exchange.addResponseCommitListener(deadline);
    exchange.addExchangeCompleteListener(deadline);
    if (exchange.isRequestComplete()) {
      next.handleRequest(exchange);
    } else if (exchange.getRequestContentLength() > mostBytes) {
      refuse(exchange);
    } else {
      receive(exchange);
    }
  }

  private void receive(HttpServerExchange exchange) {
    XnioExecutor.Key deadline = later(exchange, () -> IoUtils.safeClose(exchange.getConnection()));
    Receiver receiver = exchange.getRequestReceiver();
    receiver.setMaxBufferSize(mostBytes);
    receiver.receiveFullBytes(
        (received, body) -> {
          deadline.remove();
          received.putAttachment(BODY, body);
          received.dispatch(SameThreadExecutor.INSTANCE, next);
        },
        (failed, error) -> {
          deadline.remove();
          refuse(failed);
        });
  }

  private void refuse(HttpServerExchange exchange) {
    // Nobody reads the rest of the body, so the connection cannot go on.
    exchange.setPersistent(false);
    Answer.error(
        exchange,
        413,
        "TOO_LARGE",
        "The body of the request could not be read, expected at most " + mostBytes + " bytes.");
  }

  private XnioExecutor.Key later(HttpServerExchange exchange, Runnable task) {
    return exchange.getIoThread().executeAfter(task, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Cuts a client off that does not take its answer, from the moment at which the answer begins.
   */
  private final class AnswerDeadline implements ResponseCommitListener, ExchangeCompletionListener {

    private volatile XnioExecutor.Key key;

    @Override
    public void beforeCommit(HttpServerExchange exchange) {
      key = later(exchange, () -> end(exchange));
    }

    private void end(HttpServerExchange exchange) {
      if (!exchange.isResponseComplete()) {
        exchange.setPersistent(false);
        IoUtils.safeClose(exchange.getConnection());
        // Nothing else would end it, and it may have a place among the requests that run.
        exchange.endExchange();
      }
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener others) {
      XnioExecutor.Key planned = key;
      if (planned != null) {
        planned.remove();
      }
      others.proceed();
    }
  }
}
