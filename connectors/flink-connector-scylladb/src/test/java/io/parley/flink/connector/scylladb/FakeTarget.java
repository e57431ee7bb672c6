package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A database that answers when the test says so. A record is a text: {@code "a:1"} is a row of
 * partition a; texts joined by {@code +} are several rows; {@code -} in front means no row; {@code
 * !} in front makes the binder fail.
 */
final class FakeTarget implements WriteTarget<String>, Serializable {

  private static final int BYTES_OF_A_ROW = 10;

  private transient List<Sent> sent = new ArrayList<>();
  private transient boolean answersAtOnce;
  private transient boolean closed;

  /** A request that reached the database. */
  record Sent(Statement<?> statement, CompletableFuture<Void> answer) {

    /** The texts of its rows. */
    List<String> rows() {
      return statement instanceof Iterable<?> batch
          ? texts(batch)
          : List.of(((SimpleStatement) statement).getQuery());
    }

    private static List<String> texts(Iterable<?> batch) {
      List<String> texts = new ArrayList<>();
      batch.forEach(child -> texts.add(((SimpleStatement) child).getQuery()));
      return texts;
    }
  }

  @Override
  public void bind(String record, Consumer<BoundRow> out) {
    if (record.startsWith("!")) {
      throw new IllegalArgumentException("no such value");
    }
    if (record.startsWith("-")) {
      return;
    }
    for (String row : record.split("\\+")) {
      String partition = row.substring(0, row.indexOf(':'));
      out.accept(row(row, partition));
    }
  }

  private static BoundRow row(String row, String partition) {
    return new BoundRow(SimpleStatement.newInstance(row), row, "table", partition, BYTES_OF_A_ROW);
  }

  @Override
  public CompletionStage<?> execute(Statement<?> statement) {
    Sent request = new Sent(statement, new CompletableFuture<>());
    sent.add(request);
    if (answersAtOnce) {
      request.answer.complete(null);
    }
    return request.answer;
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** All requests so far, the answered ones included. */
  List<Sent> sent() {
    return sent;
  }

  /** The texts of all rows so far, request by request. */
  List<List<String>> rowsSent() {
    return sent.stream().map(Sent::rows).toList();
  }

  /** The requests without an answer. */
  List<Sent> open() {
    return sent.stream().filter(request -> !request.answer.isDone()).toList();
  }

  void acknowledge(String row) {
    find(row).answer.complete(null);
  }

  void fail(String row, Throwable error) {
    find(row).answer.completeExceptionally(error);
  }

  void acknowledgeAll() {
    open().forEach(request -> request.answer.complete(null));
  }

  /** Answers all open requests, and from now on each as it comes. */
  void acknowledgeAtOnce() {
    answersAtOnce = true;
    acknowledgeAll();
  }

  private Sent find(String row) {
    return open().stream()
        .filter(request -> request.rows().contains(row))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No open request for " + row + " in " + open()));
  }
}
