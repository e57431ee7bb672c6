package io.parley.simulator;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.command.ServiceAddresses;
import io.parley.infra.scylla.history.HistoryMessage;
import io.parley.infra.scylla.history.HistoryPage;
import io.parley.infra.scylla.history.HistoryReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history, for devices that have to fetch it. Reads in a thread of its own; the fleet's thread
 * takes the results when it comes by.
 *
 * <p>Pages through the whole conversation, not only to where the device left off: an edit or a
 * deletion of an older message has an event after that point and lies before it.
 */
final class Library implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Library.class);
  private static final int PAGE = 500;

  /** The newest event that was stored when the history was read. */
  record Newest(long sequence, long eventId) {}

  private final CqlSession session;
  private final HistoryReader reader;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "fleet-history"));
  private final Queue<Runnable> results = new ConcurrentLinkedQueue<>();

  /** Who waits for the next reading of a conversation. */
  private final Map<String, List<Consumer<Newest>>> waiting = new ConcurrentHashMap<>();

  Library(ServiceAddresses stack) {
    session = stack.connectCql();
    reader = new HistoryReader(session, stack.keyspace());
  }

  /**
   * Reads a conversation; {@code then} runs in {@link #handOver}. Whoever asks before the reading
   * begins shares it: hundreds who come back to a large conversation would otherwise read it one
   * after the other. A failure is tried again.
   */
  void fetch(String conversation, Consumer<Newest> then) {
    waiting.compute(
        conversation,
        (same, others) -> {
          List<Consumer<Newest>> all = others == null ? new ArrayList<>() : others;
          if (others == null) {
            thread.execute(() -> read(conversation));
          }
          all.add(then);
          return all;
        });
  }

  private void read(String conversation) {
    List<Consumer<Newest>> readers = waiting.remove(conversation);
    try {
      Newest newest = newest(conversation);
      results.add(() -> readers.forEach(then -> then.accept(newest)));
    } catch (RuntimeException e) {
      LOG.warn("The history of {} cannot be read now: {}", conversation, e.toString());
      results.add(() -> readers.forEach(then -> fetch(conversation, then)));
    }
  }

  private Newest newest(String conversation) {
    Newest newest = new Newest(0, 0);
    HistoryPage page = reader.newest(conversation, PAGE);
    while (true) {
      for (HistoryMessage message : page.messages()) {
        if (message.sequence() > newest.sequence()) {
          newest = new Newest(message.sequence(), message.newestEventId());
        }
      }
      if (page.older().isEmpty()) {
        return newest;
      }
      page = reader.before(conversation, page.older().getAsLong(), PAGE);
    }
  }

  /** Gives out what was read meanwhile, in the calling thread. */
  void handOver() {
    for (Runnable result = results.poll(); result != null; result = results.poll()) {
      result.run();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    session.close();
  }
}
