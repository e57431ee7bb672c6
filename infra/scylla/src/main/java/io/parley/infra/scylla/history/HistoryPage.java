package io.parley.infra.scylla.history;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of messages of a conversation that follow each other, newest first.
 *
 * @param older the id below which the next page begins, for {@link HistoryReader#before}. Empty if
 *     this page is the last.
 */
public record HistoryPage(List<HistoryMessage> messages, OptionalLong older) {

  public HistoryPage {
    messages = List.copyOf(messages);
  }

  /** Makes a page. A page with fewer messages than the limit is the last one. */
  static HistoryPage of(List<HistoryMessage> messages, int limit) {
    return new HistoryPage(
        messages,
        messages.size() < limit
            ? OptionalLong.empty()
            : OptionalLong.of(messages.get(messages.size() - 1).messageId()));
  }
}
