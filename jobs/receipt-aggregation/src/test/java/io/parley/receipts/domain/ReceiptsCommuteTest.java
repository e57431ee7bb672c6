package io.parley.receipts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.status.MessageStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The heart of the job: whatever happens to the receipts on the way, the end is the same. */
class ReceiptsCommuteTest {

  private static final LedgerRules RULES = LedgerRun.RULES;

  @Property(tries = 200)
  void theTablesAreWhatARecomputationFromTheWholeHistorySays(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int events) {
    History history = History.random(new Random(seed), events, events * 2);

    LedgerRun run = LedgerRun.straight(history, RULES);

    assertThat(values(run)).containsExactlyInAnyOrderEntriesOf(Recomputation.of(history, RULES));
  }

  /**
   * Seen red when a receipt was judged by the membership known on its arrival instead of that at
   * its position.
   */
  @Property(tries = 300)
  void shufflingDoublingDelayingAndCrashingChangeNothingInTheEnd(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int events) {
    Random random = new Random(seed);
    History history = History.random(random, events, events * 2);
    List<ReceiptFact> receipts = new ArrayList<>(history.receipts());
    receipts.addAll(history.receipts().subList(0, events));
    Collections.shuffle(receipts, random);

    LedgerRun straight = LedgerRun.straight(history, RULES);
    LedgerRun crooked = LedgerRun.crooked(history.events(), receipts, RULES, random);

    // Values and write timestamps, versions included.
    assertThat(crooked.tables.cells()).containsExactlyInAnyOrderEntriesOf(straight.tables.cells());
    assertThat(crooked.tables.topics())
        .containsExactlyInAnyOrderEntriesOf(straight.tables.topics());
  }

  /** The rows in the words of the recomputation. */
  private static Map<String, String> values(LedgerRun run) {
    Map<String, String> values = new TreeMap<>();
    run.tables
        .cells()
        .forEach(
            (key, cell) ->
                values.put(
                    key,
                    cell.value() instanceof MessageStatus status
                        ? words(status)
                        : key.startsWith("unread")
                            ? cell.value().toString().split(" ")[0]
                            : cell.value().toString()));
    return values;
  }

  private static String words(MessageStatus status) {
    return "%d and %d of %d, %s since %d"
        .formatted(
            status.getDeliveredCount(),
            status.getReadCount(),
            status.getRecipients(),
            status.getStatus(),
            status.getUpdatedAt());
  }
}
