package io.parley.infra.scylla.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import io.parley.gateway.client.GatewaySettings;
import io.parley.gateway.client.HistorySource.Page;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A shard of the database that stands still holds up the reads of its own conversations only.
 *
 * <p>Seen red: with four threads for all reads, four conversations of a frozen shard held up every
 * other conversation. Without a bound of its own, a query waited for the 30 s that sessions of
 * tools have.
 */
class StoredHistoryTest {

  private static final String FROZEN = "frozen-";

  private final CountDownLatch thawed = new CountDownLatch(1);
  private final AtomicInteger queries = new AtomicInteger();
  private final List<Duration> timeouts = new CopyOnWriteArrayList<>();
  private final StoredHistory history =
      new StoredHistory(new HistoryReader(proxy(CqlSession.class, this::inSession), "parley"));

  @AfterEach
  void close() {
    thawed.countDown();
    history.close();
  }

  @Test
  void aFrozenShardHoldsUpNoOtherConversation() {
    for (int n = 1; n < GatewaySettings.DEFAULT_MOST_READS; n++) {
      var unused = history.after(FROZEN + n, 0, 1, 200);
    }
    CompletableFuture<Page> healthy = history.after("healthy", 0, 1, 200).toCompletableFuture();
    assertThat(healthy).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void everyQueryGivesUpAfterFiveSeconds() {
    assertThat(history.after("healthy", 0, 1, 200)).succeedsWithin(Duration.ofSeconds(10));
    assertThat(history.newest("healthy", Long.MAX_VALUE, 50))
        .succeedsWithin(Duration.ofSeconds(10));
    assertThat(timeouts).hasSize(queries.get()).containsOnly(Duration.ofSeconds(5));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /**
   * A session whose tables have no rows, and whose queries for some conversations get no answer.
   */
  private Object inSession(Object session, Method method, Object[] arguments)
      throws InterruptedException {
    if (method.getName().equals("prepare")) {
      return proxy(
          PreparedStatement.class,
          (statement, bind, values) ->
              proxy(BoundStatement.class, new Query(((Object[]) values[0])[0].toString())));
    }
    queries.incrementAndGet();
    Query query = (Query) Proxy.getInvocationHandler(arguments[0]);
    if (query.conversation.startsWith(FROZEN)) {
      thawed.await();
    }
    return proxy(ResultSet.class, (rows, call, nothing) -> null);
  }

  /** A query for a conversation. All its setters give the query itself. */
  private final class Query implements InvocationHandler {

    private final String conversation;

    Query(String conversation) {
      this.conversation = conversation;
    }

    @Override
    public Object invoke(Object query, Method method, Object[] arguments) {
      if (method.getName().equals("setTimeout")) {
        timeouts.add((Duration) arguments[0]);
      }
      return query;
    }
  }
}
