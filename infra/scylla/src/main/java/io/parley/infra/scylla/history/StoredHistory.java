package io.parley.infra.scylla.history;

import io.parley.gateway.client.GatewaySettings;
import io.parley.gateway.client.HistorySource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The source of history for gateways, over table {@code messages}. The reader blocks, so it is
 * called in threads of this class, and no gateway waits. Safe for use by several gateways, which
 * share the threads.
 *
 * <p>One shard of the database may stand still while the others answer. So a request fails after
 * five seconds, and there is a thread for each read that a gateway has under way by default: a read
 * of a healthy shard does not wait for the reads of the other one.
 */
public final class StoredHistory implements HistorySource, AutoCloseable {

  /** The longest time of one request of a gateway. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int THREADS = GatewaySettings.DEFAULT_MOST_READS;
  private static final long IDLE_SECONDS = 60;

  private final HistoryReader reader;
  private final ExecutorService threads = threads();

  /** A source over a reader, which this class does not close. */
  public StoredHistory(HistoryReader reader) {
    this.reader = reader.within(PATIENCE);
  }

  private static ExecutorService threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Thread(work, "history-" + number.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public CompletionStage<Page> after(
      String conversationId, long afterEventId, long upToEventId, int limit) {
    return CompletableFuture.supplyAsync(
        () -> page(reader.eventsAfter(conversationId, afterEventId, upToEventId, limit)), threads);
  }

  @Override
  public CompletionStage<Page> newest(String conversationId, long upToEventId, int limit) {
    return CompletableFuture.supplyAsync(
        () -> page(reader.newestEvents(conversationId, upToEventId, limit), true), threads);
  }

  private static Page page(EventPage page) {
    return page(page.events(), page.next().isEmpty());
  }

  private static Page page(List<HistoryEvent> events, boolean isLast) {
    return new Page(events.stream().map(StoredEvents::toEvent).toList(), isLast);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
