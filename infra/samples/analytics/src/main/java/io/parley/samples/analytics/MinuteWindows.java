package io.parley.samples.analytics;

import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.status.ReceiptStats;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The newest windows of {@code chat.receipt-stats}. Of a window and kind of conversation only the
 * highest version counts, because the job publishes a window again when late receipts change it. A
 * bounded number of windows is kept, and older ones are forgotten. For one thread.
 */
final class MinuteWindows {

  private final int most;
  private final TreeMap<Long, Map<ConversationKind, ReceiptStats>> windows = new TreeMap<>();

  MinuteWindows(int most) {
    this.most = most;
  }

  void add(ReceiptStats stats) {
    windows
        .computeIfAbsent(stats.getWindowStart(), any -> new EnumMap<>(ConversationKind.class))
        .merge(
            stats.getConversationKind(),
            stats,
            (known, newer) -> newer.getVersion() > known.getVersion() ? newer : known);
    while (windows.size() > most) {
      windows.pollFirstEntry();
    }
  }

  /** The windows by their start, rising. */
  NavigableMap<Long, Map<ConversationKind, ReceiptStats>> all() {
    return windows;
  }
}
