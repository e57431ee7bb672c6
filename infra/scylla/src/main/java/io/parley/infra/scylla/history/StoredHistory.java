package io.parley.infra.scylla.history;

import io.parley.gateway.client.HistorySource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The source of history for gateways, over table {@code messages}. The reader blocks, so it is
 * called in threads of this class, and no gateway waits. The library bounds the number of reads.
 * Safe for use by several gateways.
 */
public final class StoredHistory implements HistorySource, AutoCloseable {

  private static final int THREADS = 4;

  private final HistoryReader reader;
  private final AtomicInteger number = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, work -> new Thread(work, "history-" + number.incrementAndGet()));

  /** A source over a reader, which this class does not close. */
  public StoredHistory(HistoryReader reader) {
    this.reader = reader;
  }

  @Override
  public CompletionStage<Page> after(
      String conversationId, long afterEventId, long upToEventId, int limit) {
    return CompletableFuture.supplyAsync(
        () -> page(reader.eventsAfter(conversationId, afterEventId, upToEventId, limit)), threads);
  }

  /**
   * Reads the events from the oldest of the newest messages on. The library asks for the events
   * beyond the page.
   */
  @Override
  public CompletionStage<Page> newest(String conversationId, long upToEventId, int limit) {
    return CompletableFuture.supplyAsync(
        () -> {
          List<HistoryMessage> newest = reader.newest(conversationId, limit).messages();
          long after = newest.isEmpty() ? 0 : newest.get(newest.size() - 1).messageId() - 1;
          return page(reader.eventsAfter(conversationId, after, upToEventId, limit));
        },
        threads);
  }

  private static Page page(EventPage page) {
    return new Page(
        page.events().stream().map(StoredEvents::toEvent).toList(), page.next().isEmpty());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
