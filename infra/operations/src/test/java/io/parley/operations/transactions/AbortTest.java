package io.parley.operations.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Tests which transactions count as abandoned.
 *
 * <p>Seen red: without the comparison of epochs; without that of the start.
 */
class AbortTest {

  private static final Instant BEGAN = Instant.parse("2026-11-28T12:00:00Z");
  private static final OpenTransaction FIRST = transaction(4, BEGAN);

  private static OpenTransaction transaction(int epoch, Instant since) {
    return new OpenTransaction(
        "parley-ingest-chat.events-0-1",
        Owner.of("parley-ingest-chat.events-0-1", "parley"),
        "Ongoing",
        7,
        epoch,
        since,
        Duration.ofMinutes(15),
        Set.of(new TopicPartition("chat.events", 0)));
  }

  private static List<OpenTransaction> abandoned(OpenTransaction... later) {
    return Abort.compare(List.of(FIRST), List.of(later)).abandoned();
  }

  @Test
  void oneThatHasNotMovedIsAbandoned() {
    assertThat(abandoned(transaction(4, BEGAN))).containsExactly(FIRST);
  }

  @Test
  void oneThatHasEndedIsNot() {
    assertThat(abandoned()).isEmpty();
    assertThat(Abort.compare(List.of(FIRST), List.of()).moving()).containsExactly(FIRST);
  }

  /** Seen red: with a second look before the question. */
  @Test
  void oneThatMovesWhileTheOperatorThinksIsNot() throws Exception {
    AtomicReference<List<OpenTransaction>> open = new AtomicReference<>(List.of(FIRST));

    Abort.Looks looks =
        Abort.askAndLookAgain(
            List.of(FIRST), () -> open.set(List.of(transaction(5, BEGAN))), open::get);

    assertThat(looks.abandoned()).isEmpty();
    assertThat(looks.moving()).containsExactly(FIRST);
  }

  @Test
  void theNextTransactionOfTheSameIdIsAnotherOne() {
    assertThat(abandoned(transaction(5, BEGAN))).isEmpty();
    assertThat(abandoned(transaction(4, BEGAN.plusMillis(1)))).isEmpty();
  }
}
