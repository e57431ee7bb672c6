package io.parley.benchmarks.receipts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.benchmarks.Contender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The rows that a run of the job left in the tables, written again, and again from the start: one
 * thread, prepared statements, nothing but a bound on what is under way. They are read and bound
 * beforehand.
 */
final class BareRowLoop implements Contender {

  private static final List<String> TABLES =
      List.of("message_status", "receipts", "receipt_cursors", "unread_counts");
  private static final int SEED = 6;

  private final CqlSession session;
  private final List<BoundStatement> rows;
  private final int inFlight;
  private final LongAdder written = new LongAdder();

  private BareRowLoop(CqlSession session, List<BoundStatement> rows, int inFlight) {
    this.session = session;
    this.rows = rows;
    this.inFlight = inFlight;
  }

  static BareRowLoop of(Stand stand, String run, int inFlight) {
    CqlSession session = stand.session();
    List<BoundStatement> rows = new ArrayList<>();
    for (String table : TABLES) {
      rows.addAll(rowsOf(session, Stand.KEYSPACE + "." + table, run + "-"));
    }
    Collections.shuffle(rows, new Random(SEED));
    return new BareRowLoop(session, rows, inFlight);
  }

  private static List<BoundStatement> rowsOf(CqlSession session, String table, String prefix) {
    ResultSet found = session.execute("SELECT * FROM " + table);
    List<String> columns =
        StreamSupport.stream(found.getColumnDefinitions().spliterator(), false)
            .map(ColumnDefinition::getName)
            .map(Objects::toString)
            .toList();
    PreparedStatement insert =
        session.prepare(
            "INSERT INTO %s (%s) VALUES (%s) USING TIMESTAMP ?"
                .formatted(
                    table,
                    String.join(", ", columns),
                    columns.stream().map(column -> "?").collect(Collectors.joining(", "))));
    List<BoundStatement> rows = new ArrayList<>();
    for (Row row : found) {
      if (Objects.requireNonNull(row.getString("conversation_id")).startsWith(prefix)) {
        Object[] values = new Object[columns.size() + 1];
        for (int i = 0; i < columns.size(); i++) {
          values[i] = row.getObject(i);
        }
        values[columns.size()] = System.currentTimeMillis() * 1000;
        rows.add(insert.bind(values));
      }
    }
    return rows;
  }

  long written() {
    return written.sum();
  }

  @Override
  public String name() {
    return "bare loop, the same rows";
  }

  @Override
  public Run start() {
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(() -> write(stopped, failure), "bare-row-loop");
    thread.start();
    return () -> {
      stopped.set(true);
      thread.join();
      session.close();
      if (failure.get() != null) {
        throw new IllegalStateException("A write of the bare loop failed.", failure.get());
      }
    };
  }

  private void write(AtomicBoolean stopped, AtomicReference<Throwable> failure) {
    Semaphore window = new Semaphore(inFlight);
    for (int i = 0; !stopped.get(); i = (i + 1) % rows.size()) {
      window.acquireUninterruptibly();
      var unused =
          session
              .executeAsync(rows.get(i))
              .whenComplete(
                  (result, error) -> {
                    window.release();
                    written.increment();
                    if (error != null) {
                      failure.set(error);
                      stopped.set(true);
                    }
                  });
    }
    window.acquireUninterruptibly(inFlight);
  }
}
