package io.parley.simulator;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.command.ServiceAddresses;
import io.parley.gateway.client.HistorySource;
import io.parley.infra.scylla.history.EventPage;
import io.parley.infra.scylla.history.HistoryMessage;
import io.parley.infra.scylla.history.HistoryReader;
import io.parley.infra.scylla.history.StoredEvents;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The source of history for gateways, which reads table {@code messages}. It reads in threads of
 * its own, so that no gateway waits. Safe for use by several gateways.
 */
public final class HistoryClient implements HistorySource, AutoCloseable {

  private static final int THREADS = 4;

  private final CqlSession session;
  private final HistoryReader reader;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, work -> new Thread(work, "history"));

  /** Connects to the CQL server. */
  public HistoryClient(ServiceAddresses stack) {
    session = stack.connectCql();
    reader = new HistoryReader(session, stack.keyspace());
  }

  @Override
  public CompletionStage<Page> after(
      String conversationId, long afterEventId, long upToEventId, int limit) {
    return CompletableFuture.supplyAsync(
        () -> page(reader.eventsAfter(conversationId, afterEventId, upToEventId, limit)), threads);
  }

  /**
   * Reads the events from the oldest of the newest messages on. The gateway asks for the events
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
    session.close();
  }
}
