package io.parley.routing.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.routing.TracedEvent;
import io.parley.routing.device.LargeConversationNotice;
import io.parley.routing.device.Nudge;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rounds of nudges, as the router of the conversation starts and ends them. */
class NudgeRoundsTest {

  private static final Duration QUIET = Duration.ofSeconds(60);

  private final PlainConversationMemory memory = new PlainConversationMemory();
  private final List<Nudged> nudged = new ArrayList<>();
  private final TreeSet<Long> wakes = new TreeSet<>();
  private final ConversationRouter router =
      new ConversationRouter(
          memory,
          new Recording(),
          new LargeGroupPolicy(1_000, new NudgePolicy(QUIET, 1_000)),
          new NudgePace(1_000));
  private long now = Events.START;
  private int number;

  private record Nudged(String user, long message, long at) {}

  /** Seen red with rounds that did not remember their page: only the first members were told. */
  @Test
  void everyMemberIsToldOnceAtTheRate() {
    join(0, 3_000);
    says();

    waits(4);

    assertThat(nudged).extracting(Nudged::user).hasSize(3_000).doesNotHaveDuplicates();
    for (int second = 0; second < 3; second++) {
      long from = Events.START + 1_000L * second;
      assertThat(nudged.stream().filter(n -> n.at() >= from && n.at() < from + 1_000))
          .as("nudged in second %d", second)
          .hasSizeBetween(800, 1_200);
    }
  }

  /** Seen red with a round for each message. */
  @Test
  void manyMessagesCostOneRoundAQuietInterval() {
    join(0, 1_500);
    long first = says();
    long last = 0;
    for (int n = 0; n < 50; n++) {
      last = says();
    }

    waits(59);
    assertThat(nudged).hasSize(1_500).allMatch(n -> n.message() == first);

    waits(10);
    long newest = last;
    assertThat(nudged).hasSize(3_000);
    assertThat(nudged.subList(1_500, 3_000)).allMatch(n -> n.message() == newest);

    waits(200);
    assertThat(nudged).hasSize(3_000);
    assertThat(memory.nudgeRound().get()).as("what is left in memory").isNull();
  }

  @Test
  void onlyMessagesWake() {
    join(0, 1_500);
    route(
        Events.event(
            "c1", nextId(), "u1", "phone", new MessageEdited(MessageType.TEXT, "t", null, null)));
    route(Events.event("c1", nextId(), "u1", "phone", new MessageDeleted("u1")));
    join(1_500, 1_501);

    waits(10);

    assertThat(nudged).isEmpty();
  }

  @Test
  void smallConversationsAreNotNudged() {
    join(0, 999);
    says();

    waits(10);

    assertThat(nudged).isEmpty();
    assertThat(memory.nudgeRound().get()).isNull();
  }

  /** Seen red without NudgeRounds.finish: those whom the round had not reached were never told. */
  @Test
  void whenAConversationBecomesSmallEverybodyIsToldBefore() {
    join(0, 1_001);
    says();
    waits(0);
    assertThat(nudged).hasSizeLessThan(500);

    route(Events.leave("c1", nextId(), users(0, 101)));

    assertThat(nudged.stream().map(Nudged::user).distinct()).hasSize(1_001);
    int soFar = nudged.size();
    assertThat(memory.nudgeRound().get()).isNull();
    waits(10);
    assertThat(nudged).hasSize(soFar);
  }

  /** Seen red without NudgeRounds.tellNow. */
  @Test
  void whoLeavesBeforeHisTurnIsToldBefore() {
    join(0, 3_000);
    long message = says();

    route(Events.leave("c1", nextId(), "u2999"));

    assertThat(nudged).containsExactly(new Nudged("u2999", message, now));
  }

  private void join(int from, int to) {
    for (int at = from; at < to; at += 500) {
      route(Events.join("c1", nextId(), users(at, Math.min(to, at + 500))));
    }
  }

  private static String[] users(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "u" + i).toArray(String[]::new);
  }

  private long says() {
    long id = nextId();
    route(Events.message("c1", id, "u1", "phone"));
    return id;
  }

  private void route(ConversationEvent event) {
    router.onEvent(new TracedEvent(event, null), now);
  }

  private long nextId() {
    return Snowflake.of(now, 0, 0, number++);
  }

  private void waits(long seconds) {
    long end = now + 1_000 * seconds;
    while (!wakes.isEmpty() && wakes.first() <= end) {
      now = wakes.pollFirst();
      router.onTime(now);
    }
    now = end;
  }

  private final class Recording implements ConversationOutput {

    @Override
    public void toUser(String userId, TracedEvent event) {}

    @Override
    public void toUser(LargeConversationNotice notice) {}

    @Override
    public void broadcast(TracedEvent event) {}

    @Override
    public void nudge(String userId, Nudge nudge) {
      nudged.add(new Nudged(userId, nudge.messageId(), now));
    }

    @Override
    public void wakeAt(long time) {
      wakes.add(time);
    }

    @Override
    public void repeated() {}
  }
}
