package io.parley.infra.scylla.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.schemas.id.MessageBucket;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The rows of one conversation in memory, and a session that answers the queries of {@link
 * LogTable} from them. The sequence of an event is its place among the rows.
 */
final class FakeLog {

  private final TreeMap<Long, Map<String, Object>> rows = new TreeMap<>();

  /** Adds a message. */
  void send(long id) {
    Map<String, Object> row = event(id, id, EventKind.MESSAGE_SENT);
    row.put("type", "TEXT");
    row.put("text", "text " + id);
  }

  /** Adds an edit of a message, which changes the row of the message too. */
  void edit(long id, long messageId) {
    event(id, messageId, EventKind.MESSAGE_EDITED);
    rows.get(messageId).put("edit_event_id", id);
    rows.get(messageId).put("edited_text", "text " + id);
  }

  private Map<String, Object> event(long id, long messageId, EventKind kind) {
    Map<String, Object> row = new HashMap<>();
    row.put("conversation_id", "room");
    row.put("event_id", id);
    row.put("event_kind", kind.name());
    row.put("sequence", rows.size() + 1L);
    row.put("message_id", messageId);
    row.put("sender_id", "alice");
    row.put("device_id", "phone");
    row.put("client_message_id", "m-" + id);
    row.put("created_at", Instant.EPOCH);
    row.put("command_appended_at", Instant.EPOCH);
    rows.put(id, row);
    return row;
  }

  CqlSession session() {
    return proxy(
        CqlSession.class,
        (session, method, arguments) ->
            method.getName().equals("prepare")
                ? statement((String) arguments[0])
                : result((Query) Proxy.getInvocationHandler(arguments[0])));
  }

  private static PreparedStatement statement(String cql) {
    return proxy(
        PreparedStatement.class,
        (statement, bind, arguments) ->
            proxy(BoundStatement.class, new Query(cql, (Object[]) arguments[0])));
  }

  private ResultSet result(Query query) {
    List<Row> found =
        query.cql.contains("conversation_buckets")
            ? buckets(query).map(bucket -> row(Map.of("bucket", bucket))).toList()
            : events(query).map(id -> row(rows.get(id))).toList();
    return proxy(
        ResultSet.class,
        (result, forEach, arguments) -> {
          @SuppressWarnings("unchecked") // LogTable asks for nothing else
          Consumer<Row> reader = (Consumer<Row>) arguments[0];
          found.forEach(reader);
          return null;
        });
  }

  private Stream<Integer> buckets(Query query) {
    Stream<Integer> all = rows.keySet().stream().map(MessageBucket::of).distinct();
    return query.cql.contains("bucket < ?")
        ? all.filter(bucket -> bucket < query.number(1)).sorted(Comparator.reverseOrder())
        : all.filter(bucket -> bucket >= query.number(1) && bucket <= query.number(2));
  }

  private Stream<Long> events(Query query) {
    Stream<Long> bucket =
        rows.keySet().stream().filter(id -> MessageBucket.of(id) == query.number(1));
    if (query.cql.contains("event_id IN ?")) {
      return bucket.filter(((List<?>) query.values[2])::contains);
    }
    if (query.cql.contains("event_id < ?")) {
      return bucket
          .filter(id -> id < query.number(2))
          .sorted(Comparator.reverseOrder())
          .limit(query.number(3));
    }
    return bucket
        .filter(id -> id > query.number(2) && id <= query.number(3))
        .limit(query.number(4));
  }

  private static Row row(Map<String, Object> columns) {
    return proxy(
        Row.class,
        (row, get, arguments) -> {
          Object value = columns.get((String) arguments[0]);
          return get.getName().equals("isNull")
              ? Boolean.valueOf(value == null)
              : value == null ? empty(get.getReturnType()) : value;
        });
  }

  /** The driver gives this for a column without a value. */
  private static Object empty(Class<?> type) {
    if (type == long.class) {
      return 0L;
    } else if (type == int.class) {
      return 0;
    } else if (type == Set.class) {
      return Set.of();
    }
    return type == Map.class ? Map.of() : null;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** A query with its values. All its setters give the query itself. */
  private static final class Query implements InvocationHandler {

    private final String cql;
    private final Object[] values;

    Query(String cql, Object[] values) {
      this.cql = cql;
      this.values = values;
    }

    long number(int place) {
      return ((Number) values[place]).longValue();
    }

    @Override
    public Object invoke(Object query, Method method, Object[] arguments) {
      return query;
    }
  }
}
