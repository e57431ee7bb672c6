package io.parley.checker.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Checker;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.checker.history.Sightings;
import io.parley.checker.simulated.RecordedIngest;
import io.parley.checker.simulated.SimulatedIngest;
import io.parley.checker.sort.Scratch;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Tests what the observer makes of the rows of table messages when an event is first seen.
 *
 * <p>Before, the observer looked up the row of the event and no other row. A row that could be read
 * before the row in front of it was not found, as long as each was there before its own event.
 */
class SightJudgeTest {

  static {
    AvroSafety.apply();
  }

  private static final String CONVERSATION = "c";
  private static final int BUCKET = 90;

  @Property(tries = 20, seed = "7", shrinking = ShrinkingMode.OFF)
  void findsNothingWhereRowsComeInOrder(@ForAll long seed) {
    Rows rows = new Rows();
    SightJudge judge = new SightJudge(rows);
    for (ConversationEvent event : events(seed)) {
      rows.store(event);
      judge.judge(sight(event));
    }

    assertThat(violations(judge)).isEmpty();
    assertThat(judge.sightings().answered()).isPositive();
    assertThat(judge.sightings().compared()).isPositive();
  }

  @Property(tries = 20, seed = "7", shrinking = ShrinkingMode.OFF)
  void findsThatTheRowBeforeIsMissing(@ForAll long seed) {
    List<ConversationEvent> events = events(seed);
    ConversationEvent withheld = anyWithASuccessor(events, seed);
    Rows rows = new Rows();
    SightJudge judge = new SightJudge(rows);
    for (ConversationEvent event : events) {
      if (!event.equals(withheld)) {
        rows.store(event);
        judge.judge(sight(event));
      }
    }

    assertThat(violations(judge)).containsExactly(Violation.HOLE_SEEN);
    assertThat(judge.sightings().holeSamples())
        .first()
        .asString()
        .contains(
            "conversation " + withheld.getConversationId(),
            "sequence " + (withheld.getSequence() + 1),
            "below it sequence " + (withheld.getSequence() - 1));
  }

  /**
   * All writes of a conversation are under way at once, and its events are published in order.
   *
   * <p>Red when only the row of the event and the row below it are looked up.
   */
  @Example
  void findsAHoleBelowARowWhoseEventIsNotPublishedYet() {
    Rows rows = new Rows().store(BUCKET, 1).store(BUCKET, 3);
    SightJudge judge = new SightJudge(rows);
    judge.judge(sight(BUCKET, 1));

    assertThat(violations(judge)).containsExactly(Violation.HOLE_SEEN);
    assertThat(judge.sightings().holeSamples())
        .first()
        .asString()
        .startsWith("chat.events-0@1: row of conversation c ")
        .endsWith("sequence 3, below it sequence 1");
  }

  /** One read may ask one replica before row 2 is written and another one after row 3 is. */
  @Example
  void aHoleThatTheSecondReadDoesNotFindIsNotReported() {
    Rows rows = new Rows().store(BUCKET, 1).store(BUCKET, 3);
    rows.afterRead(2, () -> rows.store(BUCKET, 2));
    SightJudge judge = new SightJudge(rows);
    judge.judge(sight(BUCKET, 1));

    assertThat(violations(judge)).isEmpty();
    assertThat(judge.sightings().compared()).isEqualTo(1);
  }

  @Example
  void theRowBeforeTheFirstOfABucketIsTheNewestOfAnOlderBucket() {
    Rows rows = new Rows().store(BUCKET, 1).store(BUCKET + 7, 2);
    SightJudge judge = new SightJudge(rows);
    judge.judge(sight(BUCKET + 7, 2));
    assertThat(violations(judge)).isEmpty();
    assertThat(judge.sightings().compared()).isEqualTo(1);

    rows.store(BUCKET + 9, 4);
    judge.judge(sight(BUCKET + 9, 4));
    assertThat(violations(judge)).containsExactly(Violation.HOLE_SEEN);
  }

  @Example
  void onlyTheFirstRowOfAConversationHasNoRowBelow() {
    SightJudge first = new SightJudge(new Rows().store(BUCKET, 1));
    first.judge(sight(BUCKET, 1));
    assertThat(violations(first)).isEmpty();

    SightJudge second = new SightJudge(new Rows().store(BUCKET, 2));
    second.judge(sight(BUCKET, 2));
    assertThat(violations(second)).containsExactly(Violation.HOLE_SEEN);
  }

  /** After a start of ingest without its state, for which an operator has to ask. */
  @Example
  void aConversationThatBeginsAgainHasNoHole() {
    Rows rows = new Rows().store(BUCKET, 57).store(BUCKET + 1, 1).store(BUCKET + 1, 2);
    SightJudge judge = new SightJudge(rows);
    judge.judge(sight(BUCKET + 1, 1));
    judge.judge(sight(BUCKET + 1, 2));

    assertThat(violations(judge)).isEmpty();
  }

  @Example
  void anEventWithoutItsRowIsNotJudgedFurther() {
    SightJudge judge = new SightJudge(new Rows().store(BUCKET, 1).store(BUCKET, 3));
    judge.judge(sight(BUCKET, 2));

    assertThat(violations(judge)).containsExactly(Violation.STORED_AFTER_VISIBLE);
  }

  @Example
  void aReadWithoutAnAnswerProvesNothing() {
    Rows rows = new Rows().store(BUCKET, 1).store(BUCKET, 3);
    rows.afterRead(1, rows::stopAnswering);
    SightJudge judge = new SightJudge(rows);
    judge.judge(sight(BUCKET, 1));

    assertThat(violations(judge)).isEmpty();
    assertThat(judge.sightings().unanswered()).isEqualTo(1);
  }

  private static List<ConversationEvent> events(long seed) {
    return RecordedIngest.of(new SimulatedIngest(seed, 1, 150)).events().stream()
        .map(seen -> seen.value().orElseThrow())
        .toList();
  }

  private static ConversationEvent anyWithASuccessor(List<ConversationEvent> events, long seed) {
    Map<String, Long> newest = new HashMap<>();
    events.forEach(
        event -> newest.merge(event.getConversationId(), event.getSequence(), Math::max));
    List<ConversationEvent> candidates =
        events.stream()
            .filter(event -> event.getSequence() < newest.get(event.getConversationId()))
            .toList();
    return candidates.get(new Random(seed).nextInt(candidates.size()));
  }

  private static Sight sight(ConversationEvent event) {
    return new Sight(
        new Position("chat.events", 0, event.getSequence()),
        event.getConversationId(),
        event.getEventId());
  }

  private static Sight sight(int bucket, long sequence) {
    return new Sight(new Position("chat.events", 0, sequence), CONVERSATION, id(bucket, sequence));
  }

  private static long id(int bucket, long sequence) {
    return MessageBucket.firstId(bucket) + sequence;
  }

  private static Set<Violation> violations(SightJudge judge) {
    Sightings sightings = judge.sightings();
    try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), 100)) {
      return new Checker(scratch).sightings(sightings).verdict().violations();
    }
  }

  /** A table that answers at once. */
  private static final class Rows implements NewestRows {

    private final Map<String, NavigableMap<Long, StoredEvent>> conversations = new HashMap<>();
    private final Map<Integer, Runnable> afterReads = new HashMap<>();
    private int reads;
    private boolean silent;

    Rows store(int bucket, long sequence) {
      return store(CONVERSATION, new StoredEvent(id(bucket, sequence), sequence));
    }

    Rows store(ConversationEvent event) {
      return store(
          event.getConversationId(), new StoredEvent(event.getEventId(), event.getSequence()));
    }

    private Rows store(String conversation, StoredEvent event) {
      rowsOf(conversation).put(event.eventId(), event);
      return this;
    }

    /** What happens between this read and the next one. */
    void afterRead(int number, Runnable action) {
      afterReads.put(number, action);
    }

    void stopAnswering() {
      silent = true;
    }

    @Override
    public CompletionStage<List<StoredEvent>> upTo(String conversation, int bucket, long eventId) {
      return answer(
          rowsOf(conversation).headMap(eventId, true).descendingMap().values().stream()
              .filter(event -> MessageBucket.of(event.eventId()) == bucket)
              .limit(2)
              .toList());
    }

    @Override
    public CompletionStage<OptionalInt> bucketBelow(String conversation, int bucket) {
      Map.Entry<Long, StoredEvent> below =
          rowsOf(conversation).lowerEntry(MessageBucket.firstId(bucket));
      return answer(
          below == null ? OptionalInt.empty() : OptionalInt.of(MessageBucket.of(below.getKey())));
    }

    private NavigableMap<Long, StoredEvent> rowsOf(String conversation) {
      return conversations.computeIfAbsent(conversation, any -> new TreeMap<>());
    }

    private <T> CompletionStage<T> answer(T found) {
      if (silent) {
        return CompletableFuture.failedStage(new IllegalStateException("no answer"));
      }
      afterReads.getOrDefault(++reads, () -> {}).run();
      return CompletableFuture.completedStage(found);
    }
  }
}
