package io.parley.infra.scylla.history;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some messages of a conversation that follow each other, newest first.
 *
 * @param older where the next page begins: give it to {@link HistoryReader#before}; empty if this
 *     page is the last
 */
public record HistoryPage(List<HistoryMessage> messages, OptionalLong older) {

  public HistoryPage {
    messages = List.copyOf(messages);
  }

  /** A page that was not filled is the last one. */
  static HistoryPage of(List<HistoryMessage> messages, int limit) {
    return new HistoryPage(
        messages,
        messages.size() < limit
            ? OptionalLong.empty()
            : OptionalLong.of(messages.get(messages.size() - 1).messageId()));
  }
}
