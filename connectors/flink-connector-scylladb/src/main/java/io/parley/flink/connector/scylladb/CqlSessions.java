package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of this JVM. There is one session per connection, shared by all subtasks that use
 * it. The last borrower closes it.
 *
 * <p>The sessions belong to this class as it was loaded. With the connector in Flink's {@code lib}
 * they serve the whole TaskManager. Packed into a job's jar they serve that job on the TaskManager.
 * Any thread.
 */
final class CqlSessions {

  static final CqlSessions SHARED = new CqlSessions(SessionOpener::open);

  private static final Logger LOG = LoggerFactory.getLogger(CqlSessions.class);
  private static final long GRACEFUL_CLOSE_SECONDS = 5;

  private final Opener opener;
  private final Map<ScyllaConnection, Entry> entries = new HashMap<>();

  CqlSessions(Opener opener) {
    this.opener = opener;
  }

  /**
   * Borrows the session of {@code connection} until the lease is closed. The first borrower opens
   * it, and others wait until it is open. After a failure the next borrower tries again.
   */
  Lease acquire(ScyllaConnection connection) throws IOException, InterruptedException {
    Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(connection, c -> new Entry());
      entry.borrowers++;
    }
    boolean borrowed = false;
    try {
      Lease lease = new Lease(connection, entry.open(opener, connection));
      borrowed = true;
      return lease;
    } finally {
      if (!borrowed) {
        release(connection);
      }
    }
  }

  private void release(ScyllaConnection connection) {
    CqlSession unused = null;
    synchronized (entries) {
      Entry entry = entries.get(connection);
      entry.borrowers--;
      if (entry.borrowers == 0) {
        entries.remove(connection);
        unused = entry.session;
      }
    }
    if (unused != null) {
      close(unused);
    }
  }

  /** A server that is gone or paused must not hold up a task that ends. */
  private static void close(CqlSession session) {
    try {
      session.closeAsync().toCompletableFuture().get(GRACEFUL_CLOSE_SECONDS, TimeUnit.SECONDS);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("The session {} does not close gracefully, closing it by force.", session, e);
    }
    session.forceCloseAsync();
  }

  /** Opens a session; replaced in tests. */
  @FunctionalInterface
  interface Opener {
    CqlSession open(ScyllaConnection connection) throws IOException, InterruptedException;
  }

  /** A borrowed session. Closing it twice is harmless. */
  final class Lease implements AutoCloseable {
    private final ScyllaConnection connection;
    private final CqlSession session;
    private boolean closed;

    private Lease(ScyllaConnection connection, CqlSession session) {
      this.connection = connection;
      this.session = session;
    }

    CqlSession session() {
      return session;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        release(connection);
      }
    }
  }

  private static final class Entry {
    private final ReentrantLock opening = new ReentrantLock();
    private int borrowers; // Guarded by entries.
    private volatile CqlSession session;

    CqlSession open(Opener opener, ScyllaConnection connection)
        throws IOException, InterruptedException {
      opening.lockInterruptibly();
      try {
        if (session == null) {
          session = opener.open(connection);
        }
        return session;
      } finally {
        opening.unlock();
      }
    }
  }
}
