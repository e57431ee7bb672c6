package io.parley.samples.analytics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.schemas.status.LatencyQuantiles;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import java.util.Locale;

/**
 * What the page shows, in bounded memory: three hours of windows, and at most 200,000 entries of
 * the backlog. One thread takes records, and others read.
 */
final class Figures {

  static final int MOST_WINDOWS = 180;
  static final int MOST_BACKLOG_ENTRIES = 200_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MinuteWindows windows = new MinuteWindows(MOST_WINDOWS);
  private final UnreadBacklog backlog = new UnreadBacklog(MOST_BACKLOG_ENTRIES);
  private boolean current;

  synchronized void take(ReceiptStats stats) {
    windows.add(stats);
  }

  synchronized void take(String key, ReadCursor cursor) {
    backlog.set(key, cursor.getUnreadCount());
  }

  /** The user has left the conversation. */
  synchronized void forget(String key) {
    backlog.set(key, 0);
  }

  /** Everything that was in the topics at the start has been read. */
  synchronized void isCurrent() {
    current = true;
  }

  /** The figures as JSON, for the page. */
  synchronized String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("current", current);
    ObjectNode unread = json.putObject("unread");
    unread.put("messages", backlog.messages());
    unread.put("places", backlog.places());
    unread.put("exact", backlog.isExact());
    ArrayNode list = json.putArray("windows");
    windows
        .all()
        .forEach(
            (start, kinds) -> {
              ObjectNode window = list.addObject();
              window.put("start", start);
              kinds.forEach(
                  (kind, stats) ->
                      window.set(kind.name().toLowerCase(Locale.ROOT), figures(stats)));
            });
    return json.toString();
  }

  private static ObjectNode figures(ReceiptStats stats) {
    ObjectNode figures = JSON.createObjectNode();
    figures.put("messages", stats.getMessages());
    figures.put("deliveries", stats.getDeliveries());
    figures.put("reads", stats.getReads());
    quantiles(figures, "delivered", stats.getTimeToDelivered());
    quantiles(figures, "read", stats.getTimeToRead());
    return figures;
  }

  private static void quantiles(ObjectNode figures, String name, LatencyQuantiles quantiles) {
    if (quantiles != null) {
      figures
          .putObject(name)
          .put("p50", quantiles.getP50Ms())
          .put("p90", quantiles.getP90Ms())
          .put("p99", quantiles.getP99Ms());
    }
  }
}
