package io.parley.samples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.status.LatencyQuantiles;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The figures of the page, and their bounds. */
class FiguresTest {

  private static final long MINUTE = 60_000;

  private final Figures figures = new Figures();

  static ReceiptStats stats(long minute, ConversationKind kind, long messages, long version) {
    LatencyQuantiles delivered = new LatencyQuantiles(messages, 20L, 40L, 90L, 120L);
    return new ReceiptStats(
        minute * MINUTE,
        (minute + 1) * MINUTE,
        kind,
        messages,
        messages,
        0L,
        delivered,
        null,
        version);
  }

  static ReadCursor cursor(String user, int unread, long version) {
    return new ReadCursor("lobby", user, 7L, 5L, unread, version, 0L);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(figures.json());
  }

  @Test
  void aWindowHasItsCountsAndTimesByKindOfConversation() throws IOException {
    figures.take(stats(1, ConversationKind.DIRECT, 12, 1));
    figures.take(stats(1, ConversationKind.GROUP, 3, 1));

    JsonNode window = json().get("windows").get(0);
    assertThat(window.get("start").asLong()).isEqualTo(MINUTE);
    assertThat(window.at("/direct/messages").asInt()).isEqualTo(12);
    assertThat(window.at("/group/messages").asInt()).isEqualTo(3);
    assertThat(window.at("/direct/delivered/p99").asInt()).isEqualTo(90);
    assertThat(window.at("/direct/read").isMissingNode()).isTrue();
  }

  @Test
  void theHighestVersionOfAWindowCounts() throws IOException {
    figures.take(stats(1, ConversationKind.DIRECT, 12, 5));
    figures.take(stats(1, ConversationKind.DIRECT, 10, 4));
    figures.take(stats(1, ConversationKind.DIRECT, 13, 6));

    assertThat(json().at("/windows/0/direct/messages").asInt()).isEqualTo(13);
  }

  @Test
  void onlyTheNewestWindowsAreKept() throws IOException {
    IntStream.rangeClosed(1, 500)
        .forEach(minute -> figures.take(stats(minute, ConversationKind.DIRECT, 1, 1)));
    figures.take(stats(2, ConversationKind.DIRECT, 1, 2));

    assertThat(json().get("windows")).hasSize(Figures.MOST_WINDOWS);
    assertThat(json().at("/windows/0/start").asLong())
        .isEqualTo((500 - Figures.MOST_WINDOWS + 1) * MINUTE);
  }

  @Test
  void theBacklogFollowsTheNewestCursorOfEachUser() throws IOException {
    figures.take("lobby/ann", cursor("ann", 3, 1));
    figures.take("lobby/bob", cursor("bob", 4, 1));
    figures.take("lobby/ann", cursor("ann", 5, 2));
    assertThat(json().at("/unread/messages").asInt()).isEqualTo(9);
    assertThat(json().at("/unread/places").asInt()).isEqualTo(2);

    figures.take("lobby/bob", cursor("bob", 0, 2));
    figures.forget("lobby/ann");
    assertThat(json().at("/unread/messages").asInt()).isZero();
    assertThat(json().at("/unread/exact").asBoolean()).isTrue();
  }

  @Test
  void aBacklogThatIsTooLargeIsEstimatedFromASample() {
    UnreadBacklog backlog = new UnreadBacklog(1_000);
    IntStream.range(0, 50_000).forEach(user -> backlog.set("lobby/user-" + user, 2));

    assertThat(backlog.size()).isBetween(400, 1_000);
    assertThat(backlog.isExact()).isFalse();
    assertThat(backlog.places()).isBetween(42_500L, 57_500L);
    assertThat(backlog.messages()).isEqualTo(2 * backlog.places());

    IntStream.range(0, 50_000).forEach(user -> backlog.set("lobby/user-" + user, 0));
    assertThat(backlog.messages()).isZero();
    assertThat(backlog.size()).isZero();
  }

  @Test
  void theFiguresSayWhetherTheyAreCurrent() throws IOException {
    assertThat(json().get("current").asBoolean()).isFalse();
    figures.isCurrent();
    assertThat(json().get("current").asBoolean()).isTrue();
  }
}
