package io.parley.infra.scylla.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.client.HistorySource.Page;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.id.MessageBucket;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The newest page of a conversation, for a device of which nothing is known.
 *
 * <p>Seen red: the page began with the oldest of the newest messages and ended at its limit. With
 * edits among the events, the newest ones were on the next page. A gateway that looks for the JOIN
 * of the user in the newest page did not find it, and handed on what was said before.
 */
class NewestPageTest {

  private final FakeLog log = new FakeLog();
  private final StoredHistory history =
      new StoredHistory(new HistoryReader(log.session(), "parley"));

  @AfterEach
  void close() {
    history.close();
  }

  private Page page(long upTo, int limit) {
    return history.newest("room", upTo, limit).toCompletableFuture().join();
  }

  private List<Long> newestIds(long upTo, int limit) {
    return page(upTo, limit).events().stream().map(ConversationEvent::getEventId).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void itHasTheNewestEventsThoughEditsAreAmongThem() {
    LongStream.rangeClosed(1, 10).forEach(log::send);
    LongStream.rangeClosed(11, 16).forEach(id -> log.edit(id, 10));
    log.send(17);
    assertThat(newestIds(Long.MAX_VALUE, 8)).isEqualTo(range(10, 17));
    assertThat(page(Long.MAX_VALUE, 8).isLast()).isTrue();
    assertThat(newestIds(Long.MAX_VALUE, 200)).isEqualTo(range(1, 17));
  }

  @Test
  void editsOfAnOlderMessageHaveItsNewestText() {
    LongStream.rangeClosed(1, 3).forEach(log::send);
    LongStream.rangeClosed(4, 9).forEach(id -> log.edit(id, 1));
    assertThat(page(Long.MAX_VALUE, 4).events())
        .extracting(event -> ((MessageEdited) event.getPayload()).getText())
        .containsOnly("text 9")
        .hasSize(4);
  }

  @Test
  void itGoesOnInTheBucketBeforeAndEndsWhereItIsAskedTo() {
    long second = MessageBucket.firstId(1);
    LongStream.rangeClosed(1, 5).forEach(log::send);
    LongStream.range(second, second + 3).forEach(log::send);
    assertThat(newestIds(Long.MAX_VALUE, 4)).containsExactly(5L, second, second + 1, second + 2);
    assertThat(newestIds(second, 3)).containsExactly(4L, 5L, second);
    assertThat(newestIds(4, 3)).containsExactly(2L, 3L, 4L);
  }

  @Test
  void itIsEmptyIfNothingIsStored() {
    assertThat(newestIds(Long.MAX_VALUE, 200)).isEmpty();
  }
}
