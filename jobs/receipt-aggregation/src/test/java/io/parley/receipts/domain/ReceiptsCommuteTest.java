package io.parley.receipts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.status.MessageStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The heart of the job: whatever happens to the receipts on the way, the end is the same. Users
 * join, leave and come back, messages are deleted, and between the phases of a history everything
 * leaves the state: settled, or aged out unread.
 */
class ReceiptsCommuteTest {

  private static final LedgerRules RULES = LedgerRun.RULES;

  /**
   * Seen red when a member who had left was forgotten with their last message: cursors fell when
   * they came back.
   */
  @Property(tries = 300)
  void theTablesAreWhatARecomputationFromTheWholeHistorySays(
      @ForAll long seed,
      @ForAll @IntRange(min = 3, max = 22) int users,
      @ForAll @IntRange(min = 1, max = 3) int phases,
      @ForAll @IntRange(min = 1, max = 40) int events) {
    History history = History.random(new Random(seed), users, phases, events);

    LedgerRun run = LedgerRun.straight(history, RULES);

    assertThat(differences(values(run), Recomputation.of(history, RULES))).isEmpty();
    assertThat(run.membersLost).isZero();
    assertThat(run.eventsLost).isZero();
  }

  /**
   * Committed readers see strictly rising versions meanwhile, across the crashes too: {@link
   * Tables} holds that. Seen red there with a status that was published without a look at its
   * version.
   *
   * <p>Seen red when an unread count that was back where it was stayed unwritten after a crash (the
   * run before had written the value between), and when a correction of times ended too early.
   */
  @Property(tries = 500)
  void shufflingDoublingDelayingAndCrashingChangeNothingInTheEnd(
      @ForAll long seed,
      @ForAll @IntRange(min = 3, max = 22) int users,
      @ForAll @IntRange(min = 1, max = 3) int phases,
      @ForAll @IntRange(min = 1, max = 30) int events) {
    Random random = new Random(seed);
    History history = History.random(random, users, phases, events);

    LedgerRun straight = LedgerRun.straight(history, RULES);
    LedgerRun crooked = LedgerRun.crooked(shuffledAndDoubled(history, random), RULES, random);

    assertThat(differences(crooked.tables.endState(), straight.tables.endState())).isEmpty();
  }

  /** The same with receipts that pass thousands of messages, which are counted in steps. */
  @Property(tries = 12)
  void crashesInTheMiddleOfALongWayChangeNothingInTheEnd(@ForAll long seed) {
    Random random = new Random(seed);
    History history = History.longWays(random, 4_500, 12);

    LedgerRun straight = LedgerRun.straight(history, RULES);
    LedgerRun crooked = LedgerRun.crooked(shuffledAndDoubled(history, random), RULES, random);

    assertThat(differences(crooked.tables.endState(), straight.tables.endState())).isEmpty();
    assertThat(differences(values(straight), Recomputation.of(history, RULES))).isEmpty();
  }

  /** A job that starts without its state reads the whole log again, into the tables of the last. */
  @Property(tries = 200)
  void aReplayOfTheWholeLogIntoExistingTablesChangesNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 3, max = 22) int users,
      @ForAll @IntRange(min = 1, max = 30) int events) {
    Random random = new Random(seed);
    History history = History.random(random, users, 2, events);

    LedgerRun run = LedgerRun.crooked(shuffledAndDoubled(history, random), RULES, random);
    Map<String, String> before = run.tables.endState();
    run.startAgainWithoutState();
    run.replay(history);

    assertThat(differences(run.tables.endState(), before)).isEmpty();
  }

  private static History shuffledAndDoubled(History history, Random random) {
    List<History.Phase> phases = new ArrayList<>();
    for (History.Phase phase : history.phases()) {
      List<ReceiptFact> receipts = new ArrayList<>(phase.receipts());
      receipts.addAll(phase.receipts().subList(0, phase.receipts().size() / 2));
      Collections.shuffle(receipts, random);
      phases.add(new History.Phase(phase.events(), receipts));
    }
    return new History(phases);
  }

  /** What is found and what is expected, where they differ. */
  private static List<String> differences(Map<String, String> found, Map<String, String> expected) {
    Set<String> keys = new TreeSet<>(found.keySet());
    keys.addAll(expected.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(found.get(key), expected.get(key)))
        .map(key -> key + ": " + found.get(key) + ", expected " + expected.get(key))
        .toList();
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
