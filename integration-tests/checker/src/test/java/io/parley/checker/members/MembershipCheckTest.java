package io.parley.checker.members;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.checker.history.MembershipHistory;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.checker.sort.Scratch;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Tests how changes of members are folded into rows, and what a topic that has lost its oldest
 * records leaves undecided. The corruptions of whole histories are in {@code IngestCorruption}.
 *
 * <p>To see red: {@link MemberFold} that forgets the leave when a user joins again, that lets a
 * JOIN keep the notify level, or that takes a change of one cell for a change of all. {@link
 * MembershipJudge} that judges unknown cells of a conversation without its first event. {@link
 * BucketJudge} that takes the events of one window for those of the next.
 */
class MembershipCheckTest {

  static {
    AvroSafety.apply();
  }

  private static final long START = Snowflake.EPOCH_MILLIS + 86_400_000;
  private static final long TEN_DAYS = 10L * 86_400_000;

  private final History history = new History();

  @Test
  void joiningSetsAllCellsButTheLeave() {
    long joined = history.change(1, join("ann", MemberRole.ADMIN));
    history.row("ann", "ADMIN", "ALL", joined, 0, joined, joined);
    history.holds();
  }

  @Test
  void aMemberListInSeveralEventsIsOneList() {
    long first = history.change(1, join("ann", MemberRole.ADMIN), join("bob", MemberRole.MEMBER));
    long second = history.change(2, join("cat", MemberRole.MEMBER));
    history.row("ann", "ADMIN", "ALL", first, 0, first, first);
    history.row("bob", "MEMBER", "ALL", first, 0, first, first);
    history.finds(Violation.MEMBERSHIP_MISMATCH);
    history.row("cat", "MEMBER", "ALL", second, 0, second, second);
    history.holds();
  }

  @Test
  void leavingSetsTheLeaveAndKeepsTheOtherCells() {
    long joined = history.change(1, join("ann", MemberRole.ADMIN));
    long left = history.change(2, change("ann", MemberAction.LEAVE));
    history.row("ann", "ADMIN", "ALL", joined, left, joined, joined);
    history.holds();
  }

  @Test
  void joiningAgainKeepsTheLeaveAndBeginsWithTheDefaultLevel() {
    history.change(1, join("ann", MemberRole.ADMIN));
    history.change(2, level("ann", NotifyLevel.NONE));
    long left = history.change(3, change("ann", MemberAction.LEAVE));
    long again = history.change(4, join("ann", MemberRole.MEMBER));
    history.row("ann", "MEMBER", "ALL", again, left, again, again);
    history.holds();
  }

  @Test
  void aNewRoleAndANewLevelSetOneCellEach() {
    long joined = history.change(1, join("ann", MemberRole.MEMBER));
    long promoted = history.change(2, role("ann", MemberRole.ADMIN));
    long muted = history.change(3, level("ann", NotifyLevel.MENTIONS));
    history.row("ann", "ADMIN", "MENTIONS", joined, 0, promoted, muted);
    history.holds();
  }

  @Test
  void anOldValueIsFound() {
    long joined = history.change(1, join("ann", MemberRole.MEMBER));
    history.change(2, role("ann", MemberRole.ADMIN));
    history.row("ann", "MEMBER", "ALL", joined, 0, joined, joined);
    history.finds(Violation.MEMBERSHIP_MISMATCH);
  }

  @Test
  void theWriteTimestampOfAnOlderEventIsFound() {
    long joined = history.change(1, join("ann", MemberRole.MEMBER));
    history.change(2, role("ann", MemberRole.ADMIN));
    history.row("ann", "ADMIN", "ALL", joined, 0, joined, joined);
    history.finds(Violation.WRONG_WRITETIME);
  }

  /** A crash of ingest repeats events, and the first try may be in an aborted transaction. */
  @Test
  void repeatedEventsChangeNothing() {
    long joined = history.change(1, join("ann", MemberRole.MEMBER));
    long promoted = history.change(2, role("ann", MemberRole.ADMIN));
    history.repeatAll();
    history.row("ann", "ADMIN", "ALL", joined, 0, promoted, joined);
    history.holds();
  }

  /** Its rows were written before it was visible. */
  @Test
  void anEventOfAnAbortedTransactionCounts() {
    history.change(1, join("ann", MemberRole.MEMBER));
    long second = history.change(2, join("bob", MemberRole.MEMBER));
    history.abortLast();
    history.row("bob", "MEMBER", "ALL", second, 0, second, second);
    history.finds(Violation.MEMBERSHIP_MISMATCH); // Ann's row is missing, and Bob's is explained.
    assertThat(history.judged().checks().get(Violation.MEMBERSHIP_MISMATCH).found()).isEqualTo(2);
  }

  @Test
  void aRowOfAStrangerIsFound() {
    long joined = history.change(1, join("ann", MemberRole.MEMBER));
    history.row("ann", "MEMBER", "ALL", joined, 0, joined, joined);
    history.row("eve", "MEMBER", "ALL", joined, 0, joined, joined);
    history.finds(Violation.MEMBERSHIP_MISMATCH);
  }

  @Test
  void withoutTheFirstEventOnlyTheCellsThatAreSetAreJudged() {
    long unknown = Snowflake.of(START - 1_000, 0, 0, 0);
    long promoted = history.change(7, role("ann", MemberRole.ADMIN));
    history.row("ann", "ADMIN", "NONE", unknown, unknown, promoted, unknown);
    history.row("eve", "MEMBER", "ALL", unknown, 0, unknown, unknown);
    history.buckets.add(new MembershipHistory.BucketRow("c", 50));
    history.holds();
    history.members.clear();
    history.finds(Violation.MEMBERSHIP_MISMATCH);
  }

  @Test
  void rowsOfAConversationWithoutEventsAreNotJudged() {
    history.row("ann", "ADMIN", "ALL", 1, 0, 1, 1);
    history.buckets.add(new MembershipHistory.BucketRow("c", 3));
    history.holds();
  }

  @Test
  void eachWindowWithAnEventHasARow() {
    long joined = history.change(1, join("ann", MemberRole.MEMBER));
    history.row("ann", "MEMBER", "ALL", joined, 0, joined, joined);
    history.now += 2 * TEN_DAYS;
    long muted = history.change(2, level("ann", NotifyLevel.NONE));
    history.members.clear();
    history.row("ann", "MEMBER", "NONE", joined, 0, joined, muted);
    history.holds();
    MembershipHistory.BucketRow last = history.buckets.remove(history.buckets.size() - 1);
    history.finds(Violation.BUCKET_MISMATCH);
    history.buckets.add(last);
    history.buckets.add(new MembershipHistory.BucketRow("c", last.bucket() - 1));
    history.finds(Violation.BUCKET_MISMATCH);
  }

  private static MemberChange join(String user, MemberRole role) {
    return new MemberChange(user, MemberAction.JOIN, role, NotifyLevel.ALL);
  }

  private static MemberChange role(String user, MemberRole role) {
    return new MemberChange(user, MemberAction.SET_ROLE, role, NotifyLevel.ALL);
  }

  private static MemberChange level(String user, NotifyLevel level) {
    return new MemberChange(user, MemberAction.SET_NOTIFY, MemberRole.MEMBER, level);
  }

  private static MemberChange change(String user, MemberAction action) {
    return new MemberChange(user, action, MemberRole.MEMBER, NotifyLevel.ALL);
  }

  /** The events and rows of one conversation. Each event also writes the row of its window. */
  private static final class History implements MembershipHistory {

    private final List<Seen<ConversationEvent>> events = new ArrayList<>();
    private final List<MemberRow> members = new ArrayList<>();
    private final List<BucketRow> buckets = new ArrayList<>();
    private long now = START;

    /** Changes members, a second after the last change. */
    long change(long sequence, MemberChange... changes) {
      now += 1_000;
      long id = Snowflake.of(now, 0, 0, 0);
      ConversationEvent event =
          ConversationEvent.newBuilder()
              .setEventId(id)
              .setSequence(sequence)
              .setConversationId("c")
              .setMessageId(id)
              .setSenderId("ann")
              .setDeviceId("desk")
              .setClientMessageId("m" + sequence)
              .setCreatedAt(now)
              .setCommandAppendedAt(now)
              .setPayload(new MembersChanged(ConversationKind.GROUP, List.of(changes), 0))
              .build();
      add(event, true);
      BucketRow bucket = new BucketRow("c", MessageBucket.of(id));
      if (!buckets.contains(bucket)) {
        buckets.add(bucket);
      }
      return id;
    }

    private void add(ConversationEvent event, boolean committed) {
      Position at = new Position("chat.events", 0, events.size());
      events.add(new Seen<>(at, committed, now, Optional.of("c"), 0, Optional.of(event)));
    }

    void repeatAll() {
      List.copyOf(events).forEach(seen -> add(seen.value().orElseThrow(), false));
    }

    void abortLast() {
      add(events.remove(events.size() - 1).value().orElseThrow(), false);
    }

    /** The rows of a user in both tables. */
    void row(
        String user,
        String role,
        String level,
        long joined,
        long left,
        long roleSetBy,
        long levelSetBy) {
      members.add(
          new MemberRow(
              "c",
              user,
              "GROUP",
              role,
              level,
              joined,
              left,
              Snowflake.writeTimestampMicros(roleSetBy),
              Snowflake.writeTimestampMicros(levelSetBy),
              Snowflake.writeTimestampMicros(joined),
              left == 0 ? 0 : Snowflake.writeTimestampMicros(left)));
    }

    void holds() {
      judged().assertHolds();
    }

    void finds(Violation violation) {
      Verdict verdict = judged();
      assertThat(verdict.violations()).as(verdict.table()).isEqualTo(Set.of(violation));
    }

    Verdict judged() {
      try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), 3)) {
        return new Checker(scratch).members(this).verdict();
      }
    }

    @Override
    public void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
      events.forEach(reader);
    }

    @Override
    public void forEachMemberRow(Consumer<MemberRow> reader) {
      members.forEach(row -> reader.accept(row.withoutKind()));
    }

    @Override
    public void forEachUserConversationRow(Consumer<MemberRow> reader) {
      members.forEach(reader);
    }

    @Override
    public void forEachBucketRow(Consumer<BucketRow> reader) {
      buckets.forEach(reader);
    }
  }
}
