package io.parley.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Many sessions, few reads.
 *
 * <p>Seen red: with the last page taken for complete whatever was stored after it was read, with a
 * page up to some event taken for the end of the history, and with a source that throws, which
 * ended the gateway. Also with one queue for all reads: conversations of a frozen shard had all
 * places, again and again, and all other devices waited behind them.
 */
class SharedPagesTest {

  private final TestGateway gateway = new TestGateway();
  private final List<TestConnection> connections = new ArrayList<>();

  private void sync(String conversation, long after, Long upTo) {
    TestConnection connection = new TestConnection();
    connections.add(connection);
    String user = "user-" + connections.size();
    gateway.sync(gateway.connect(user, user + ".phone", connection), conversation, after, upTo, 1);
  }

  @Test
  void sessionsThatAskForTheSamePageShareOneRead() {
    gateway.history.slow = true;
    gateway.history.store("group", 1, 100);
    for (int n = 0; n < 500; n++) {
      sync("group", 90, 100L);
    }
    gateway.history.answerAll();
    assertThat(gateway.history.reads).hasSize(1);
    assertThat(connections).allMatch(connection -> connection.stored().size() == 10);
    assertThat(gateway.count("history.reads.shared")).isEqualTo(499);
  }

  @Test
  void aPageServesWhoeverNeedsOnlyItsEnd() {
    gateway.history.store("group", 1, 100);
    sync("group", 50, 100L);
    sync("group", 70, 99L);
    assertThat(gateway.history.reads).hasSize(1);
    assertThat(connections.get(1).stored()).hasSize(29).startsWith(71L).endsWith(99L);
  }

  @Test
  void aPageThatEndsTooEarlyServesNobodyElse() {
    gateway.history.slow = true;
    gateway.history.store("group", 1, 1_000);
    sync("group", 0, 1_000L);
    sync("group", 990, 1_000L);
    gateway.history.answerAll();
    assertThat(connections.get(1).stored()).hasSize(10);
    assertThat(connections.get(0).stored()).hasSize(1_000);
  }

  @Test
  void aPageIsForgottenShortlyAfterItsReadBegan() {
    gateway.history.store("group", 1, 10);
    sync("group", 0, 10L);
    gateway.loop.pass(Duration.ofMillis(250));
    sync("group", 0, 10L);
    assertThat(gateway.history.reads).hasSize(2);
  }

  /** Seen red: with a page that a deletion did not end. */
  @Test
  void aDeletionEndsThePagesThatWereReadBefore() {
    gateway.history.store("group", 1, 10);
    sync("group", 0, 10L);
    gateway.receive(Records.broadcast(Records.deletion("group", 11)));
    sync("group", 0, 10L);
    assertThat(gateway.history.reads).hasSize(2);
  }

  /** Seen red: the same with a read that was under way. */
  @Test
  void aDeletionKeepsOthersFromAReadThatBeganBefore() {
    gateway.history.slow = true;
    gateway.history.store("group", 1, 10);
    sync("group", 0, 10L);
    gateway.receive(Records.broadcast(Records.deletion("group", 11)));
    sync("group", 0, 10L);
    assertThat(gateway.history.reads).hasSize(2);
    gateway.history.answerAll();
    assertThat(connections).allMatch(connection -> connection.stored().size() == 10);
  }

  @Test
  void aPageFromBeforeAnEventDoesNotHideTheEvent() {
    gateway.history.store("group", 1, 10);
    sync("group", 5, 10L);
    gateway.history.store("group", 11, 11);
    sync("group", 5, 11L);
    assertThat(connections.get(1).stored()).containsExactly(6L, 7L, 8L, 9L, 10L, 11L);
  }

  @Test
  void theNumberOfReadsUnderWayIsBounded() {
    gateway.history.slow = true;
    for (int n = 0; n < 100; n++) {
      gateway.history.store("chat-" + n, 1, 1);
      sync("chat-" + n, 0, 1L);
    }
    assertThat(gateway.history.reads).hasSize(32);
    gateway.history.answerOne();
    assertThat(gateway.history.reads).hasSize(33);
    gateway.history.answerAll();
    assertThat(connections).allMatch(connection -> connection.stored().size() == 1);
  }

  @Test
  void aFrozenShardHasNotAllPlacesAgainAndAgain() {
    for (int n = 0; n < 40; n++) {
      gateway.history.frozen.add("frozen-" + n);
      sync("frozen-" + n, 0, 1L);
    }
    assertThat(gateway.history.unanswered).hasSize(32);
    gateway.history.timeOut();
    gateway.history.timeOut();
    gateway.loop.pass(Duration.ofSeconds(1));
    assertThat(gateway.history.unanswered).hasSize(8);

    gateway.history.store("healthy", 1, 1);
    sync("healthy", 0, 1L);
    assertThat(connections.get(40).stored()).containsExactly(1L);
  }

  @Test
  void aShardThatIsSlowHasNotAllPlacesEither() {
    gateway.history.slow = true;
    for (int n = 0; n < 20; n++) {
      gateway.history.store("slow-" + n, 1, 1);
      sync("slow-" + n, 0, 1L);
    }
    gateway.loop.pass(Duration.ofSeconds(2));
    gateway.history.answerAll();
    assertThat(gateway.history.reads).hasSize(20);
    for (int n = 0; n < 20; n++) {
      gateway.history.store("slow-" + n, 2, 2);
      sync("slow-" + n, 1, 2L);
    }
    assertThat(gateway.history.reads).hasSize(28);
    gateway.history.answerAll();
    assertThat(gateway.history.reads).hasSize(40);
  }

  @Test
  void everybodyTriesAgainWhenASharedReadFails() {
    gateway.history.store("group", 1, 10);
    gateway.history.down = true;
    sync("group", 0, 10L);
    sync("group", 0, 10L);
    gateway.history.down = false;
    gateway.loop.pass(Duration.ofSeconds(1));
    assertThat(connections).allMatch(connection -> connection.stored().size() == 10);
  }

  @Test
  void aSourceThatThrowsCountsAsAFailedRead() {
    gateway.history.store("group", 1, 10);
    gateway.history.throwing = true;
    sync("group", 0, 10L);
    assertThat(gateway.count("history.reads.failed")).isEqualTo(1);
    gateway.history.throwing = false;
    gateway.loop.pass(Duration.ofSeconds(1));
    assertThat(connections.get(0).stored()).hasSize(10);
  }

  @Test
  void aPageUpToAnEventIsNotTheEndOfTheHistoryForWhoeverReadsFurther() {
    gateway.history.slow = true;
    gateway.history.store("group", 1, 120);
    sync("group", 40, 100L);
    sync("group", 50, null);
    gateway.history.answerAll();
    assertThat(connections.get(0).stored()).hasSize(60).endsWith(100L);
    assertThat(connections.get(1).stored()).hasSize(70).startsWith(51L).endsWith(120L);
  }

  @Test
  void anEmptyPageUpToAnEventIsReadOnceMoreForWhoeverReadsFurther() {
    gateway.history.slow = true;
    gateway.history.store("group", 101, 120);
    sync("group", 40, 100L);
    sync("group", 50, null);
    gateway.history.answerAll();
    assertThat(connections.get(0).stored()).isEmpty();
    assertThat(connections.get(1).stored()).hasSize(20).endsWith(120L);
  }
}
