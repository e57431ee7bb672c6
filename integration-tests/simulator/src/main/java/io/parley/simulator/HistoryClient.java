package io.parley.simulator;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.command.ServiceAddresses;
import io.parley.gateway.client.HistorySource;
import io.parley.infra.scylla.history.HistoryReader;
import io.parley.infra.scylla.history.StoredHistory;
import java.util.concurrent.CompletionStage;

/** A {@link StoredHistory} with a session of its own. Safe for use by several gateways. */
public final class HistoryClient implements HistorySource, AutoCloseable {

  private final CqlSession session;
  private final StoredHistory history;

  /** Connects to the CQL server. */
  public HistoryClient(ServiceAddresses stack) {
    session = stack.connectCql();
    history = new StoredHistory(new HistoryReader(session, stack.keyspace()));
  }

  @Override
  public CompletionStage<Page> after(
      String conversationId, long afterEventId, long upToEventId, int limit) {
    return history.after(conversationId, afterEventId, upToEventId, limit);
  }

  @Override
  public CompletionStage<Page> newest(String conversationId, long upToEventId, int limit) {
    return history.newest(conversationId, upToEventId, limit);
  }

  @Override
  public void close() {
    history.close();
    session.close();
  }
}
