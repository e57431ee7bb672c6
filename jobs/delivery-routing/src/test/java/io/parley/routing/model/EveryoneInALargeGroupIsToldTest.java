package io.parley.routing.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.conversation.LargeGroupPolicy;
import io.parley.routing.conversation.NudgePolicy;
import io.parley.routing.device.PendingPolicy;
import io.parley.routing.device.RedeliveryPolicy;
import io.parley.routing.device.RoutingPolicy;
import io.parley.routing.device.SessionPolicy;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Three members make a conversation large; where members leave it is now large and now small.
 * Whatever happens: whoever has not seen a message and is connected no more was pushed to because
 * of it or of a later one, at most once a quiet interval; and the next session brings everything.
 *
 * <p>Seen red when: a nudge was not kept until the message was acknowledged; there were no quiet
 * intervals; an older message displaced a newer one that was held back; who left a large group got
 * nothing of what was missed before.
 */
class EveryoneInALargeGroupIsToldTest {

  private static final Duration QUIET = Duration.ofSeconds(60);

  private static final RoutingPolicy POLICY =
      new RoutingPolicy(
          new SessionPolicy(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(30), 16),
          new RedeliveryPolicy(Duration.ofSeconds(5), Duration.ofSeconds(60), 0.2, 5, 1_000_000),
          new PendingPolicy(1_000, 1_000),
          Duration.ofDays(1),
          QUIET,
          Duration.ofMinutes(1));

  private static final LargeGroupPolicy LARGE_FROM_THREE =
      new LargeGroupPolicy(2, new NudgePolicy(QUIET, 10));

  enum Kind {
    SAY,
    JOIN,
    LEAVE,
    REPEAT_EVENTS,
    CONNECT,
    DISCONNECT,
    LOSE_CONNECTION,
    LOSE_GATEWAY,
    LOSE_DELIVERIES,
    ACKNOWLEDGE,
    READ,
    PASS_TIME,
    CHECKPOINT,
    CRASH
  }

  record Step(Kind kind, int who, int amount) {}

  @Property(tries = 1_000, seed = "20260102")
  void whoeverMissesAMessageIsPushedAndTheNextSessionBringsIt(
      @ForAll("stepsWithoutLeaving") List<Step> steps) {
    World world = goneThrough(steps);

    assertPushedToWhoHasNotSeen(world);
    assertQuietIntervals(world);
    assertTheNextSessionBringsEverything(world);
  }

  @Property(tries = 500, seed = "20260103")
  void theNextSessionBringsEverythingAlsoWhenLargeGroupsBecomeSmallAndMembersLeave(
      @ForAll("steps") List<Step> steps) {
    World world = goneThrough(steps);

    assertQuietIntervals(world);
    assertTheNextSessionBringsEverything(world);
  }

  private static World goneThrough(List<Step> steps) {
    World world = new World(POLICY, LARGE_FROM_THREE);
    world.phones.stream().filter(phone -> !phone.user.equals("bob")).forEach(world::connect);
    world.read(1);
    World.USERS.forEach(user -> world.join(user, "c1"));
    steps.forEach(step -> take(world, step));

    everybodyGoesAway(world);
    return world;
  }

  private static void assertTheNextSessionBringsEverything(World world) {
    world.phones.forEach(world::connect);
    for (int round = 0; round < 20; round++) {
      world.read(round);
      world.phones.forEach(world::acknowledge);
      world.heartbeats();
      world.pass(10_000);
    }
    assertEverythingArrived(world);
  }

  @Provide
  Arbitrary<List<Step>> stepsWithoutLeaving() {
    return steps().map(steps -> steps.stream().filter(step -> step.kind() != Kind.LEAVE).toList());
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(Kind.SAY)), Tuple.of(10, Arbitraries.of(Kind.class)));
    return Combinators.combine(
            kinds, Arbitraries.integers().between(0, 3), Arbitraries.integers().between(0, 5))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  private static void take(World world, Step step) {
    Phone phone = world.phones.get(step.who());
    String conversation = World.CONVERSATIONS.get(step.amount() % 2);
    switch (step.kind()) {
      case SAY -> world.say(phone, conversation);
      case JOIN -> world.join(phone.user, conversation);
      case LEAVE -> world.leave(phone.user, conversation);
      case REPEAT_EVENTS -> world.repeatEvents(step.amount());
      case CONNECT -> world.connect(phone);
      case DISCONNECT -> world.disconnect(phone);
      case LOSE_CONNECTION -> phone.reachable = false;
      case LOSE_GATEWAY -> phone.connected = false;
      case LOSE_DELIVERIES -> phone.losses += step.amount();
      case ACKNOWLEDGE -> world.acknowledge(phone);
      case READ -> world.read(step.amount());
      case PASS_TIME -> {
        world.heartbeats();
        world.pass(1L << (2 * step.amount() + 7));
      }
      case CHECKPOINT -> world.checkpoint();
      case CRASH -> world.crash();
      default -> throw new AssertionError(step.kind());
    }
  }

  /** No heartbeats any more: leases end, rounds and quiet intervals run out. */
  private static void everybodyGoesAway(World world) {
    for (Phone phone : world.phones) {
      phone.losses = 0;
      phone.connected = false;
    }
    for (int n = 0; n < 60; n++) {
      world.read(n);
      world.pass(7_000);
    }
  }

  private static void assertPushedToWhoHasNotSeen(World world) {
    for (ConversationEvent event : world.events) {
      if (!(event.getPayload() instanceof MessageSent)) {
        continue;
      }
      for (String user : World.USERS) {
        if (world.owed(user, event.getConversationId()).contains(event.getEventId())
            && !hasSeen(world, user, event)) {
          assertThat(world.job.pushes)
              .as("pushes to %s for %s of %s", user, event.getEventId(), event.getConversationId())
              .anyMatch(
                  push ->
                      push.request().getUserId().equals(user)
                          && push.request().getConversationId().equals(event.getConversationId())
                          && push.request().getMessageId() >= event.getMessageId());
        }
      }
    }
  }

  /** Sending implies having read. */
  private static boolean hasSeen(World world, String user, ConversationEvent event) {
    return world.events.stream()
            .anyMatch(
                other ->
                    other.getSenderId().equals(user)
                        && other.getConversationId().equals(event.getConversationId())
                        && other.getEventId() >= event.getEventId())
        || world.receipts.stream()
            .anyMatch(
                receipt ->
                    receipt.getUserId().equals(user)
                        && receipt.getConversationId().equals(event.getConversationId())
                        && receipt.getMessageId() >= event.getEventId());
  }

  private static void assertQuietIntervals(World world) {
    Map<String, Long> last = new HashMap<>();
    for (ModelJob.Push push : world.job.pushes) {
      String key = push.request().getUserId() + "/" + push.request().getConversationId();
      Long before = last.put(key, push.at());
      assertThat(push.at())
          .as("time of a push to %s", key)
          .isGreaterThanOrEqualTo(before == null ? 0 : before + QUIET.toMillis());
    }
  }

  private static void assertEverythingArrived(World world) {
    for (Phone phone : world.phones) {
      for (String conversation : World.CONVERSATIONS) {
        assertThat(phone.has.getOrDefault(conversation, new TreeSet<>()))
            .as("what %s's %s has of %s", phone.user, phone.device, conversation)
            .containsAll(world.owed(phone.user, conversation));
      }
    }
  }
}
