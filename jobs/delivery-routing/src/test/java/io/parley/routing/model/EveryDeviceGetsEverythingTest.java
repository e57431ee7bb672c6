package io.parley.routing.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.conversation.LargeGroupPolicy;
import io.parley.routing.conversation.NudgePolicy;
import io.parley.routing.device.PendingPolicy;
import io.parley.routing.device.RedeliveryPolicy;
import io.parley.routing.device.RoutingPolicy;
import io.parley.routing.device.SessionPolicy;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever happens, in whatever order: in the end every device has everything, in order, nothing
 * twice but marked redeliveries, and nothing is left in memory.
 *
 * <p>Seen red when: nothing was sent again at the start of a session; nothing was sent again
 * without one; redeliveries were not marked; the high-water mark let an equal id through; leavers
 * were taken off before their event went out; a collapsed queue began behind its first event; a
 * lower epoch replaced a higher one; a device that was not known before fetched nothing; nobody
 * claimed what waited for the first device; a receipt settled one entry too many; settled events
 * stayed stored.
 */
class EveryDeviceGetsEverythingTest {

  /** Bounds are small, so that queues do collapse; attempts are many, so that none is given up. */
  private static final RoutingPolicy POLICY =
      new RoutingPolicy(
          new SessionPolicy(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(30), 16),
          new RedeliveryPolicy(Duration.ofSeconds(5), Duration.ofSeconds(60), 0.2, 5, 1_000_000),
          new PendingPolicy(6, 15),
          Duration.ofDays(1),
          Duration.ofSeconds(60),
          Duration.ofMinutes(1));

  private static final LargeGroupPolicy NEVER_LARGE =
      new LargeGroupPolicy(1_000, new NudgePolicy(Duration.ofSeconds(60), 1_000));

  enum Kind {
    SAY,
    JOIN,
    LEAVE,
    REPEAT_EVENTS,
    LATE_SESSIONS,
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

  @Property(tries = 1_000, seed = "20260101")
  void everyDeviceHasEverythingInTheEnd(@ForAll("steps") List<Step> steps) {
    World world = worldWithMembers();
    steps.forEach(step -> take(world, step));
    heal(world);

    for (Phone phone : world.phones) {
      for (String conversation : World.CONVERSATIONS) {
        assertThat(phone.has.getOrDefault(conversation, new TreeSet<>()))
            .as("what %s's %s has of %s", phone.user, phone.device, conversation)
            .containsAll(world.owed(phone.user, conversation));
      }
    }
    assertFirstAttemptsInOrderAndRedeliveriesMarked(world);
    assertNothingThatIsNotOwed(world);
    assertNoDeliveryToAnOlderSession(world);
    assertEmptiedMemory(world);
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
        .ofMaxSize(80);
  }

  private static World worldWithMembers() {
    World world = new World(POLICY, NEVER_LARGE);
    for (Phone phone : world.phones) {
      if (!phone.user.equals("bob")) {
        world.connect(phone);
      }
    }
    world.read(1);
    World.USERS.forEach(user -> world.join(user, "c1"));
    return world;
  }

  private static void take(World world, Step step) {
    Phone phone = world.phones.get(step.who());
    String conversation = World.CONVERSATIONS.get(step.amount() % 2);
    switch (step.kind()) {
      case SAY -> world.say(phone, conversation);
      case JOIN -> world.join(phone.user, conversation);
      case LEAVE -> world.leave(phone.user, conversation);
      case REPEAT_EVENTS -> world.repeatEvents(step.amount());
      case LATE_SESSIONS -> world.lateSessions();
      case CONNECT -> world.connect(phone);
      case DISCONNECT -> world.disconnect(phone);
      case LOSE_CONNECTION -> phone.reachable = false;
      case LOSE_GATEWAY -> phone.connected = false;
      case LOSE_DELIVERIES -> phone.losses += step.amount();
      case ACKNOWLEDGE -> world.acknowledge(phone);
      case READ -> world.read(step.amount());
      case PASS_TIME -> {
        world.heartbeats();
        world.pass(1L << (2 * step.amount() + 6));
      }
      case CHECKPOINT -> world.checkpoint();
      case CRASH -> world.crash();
      default -> throw new AssertionError(step.kind());
    }
  }

  /**
   * From now on nothing goes wrong, and phones acknowledge what they have. A phone that is
   * connected stays so: what it has lost must come again without a new session.
   */
  private static void heal(World world) {
    world.lateSessions();
    world.read(0);
    for (Phone phone : world.phones) {
      phone.losses = 0;
      if (!phone.connected || !phone.reachable) {
        world.connect(phone);
      }
    }
    world.lateSessions();
    for (int round = 0; round < 80; round++) {
      world.read(round);
      world.phones.forEach(world::acknowledge);
      world.heartbeats();
      world.pass(10_000);
    }
    world.read(0);
  }

  /**
   * What is committed: by device and conversation attempts rise by one, first attempts in order.
   */
  private static void assertFirstAttemptsInOrderAndRedeliveriesMarked(World world) {
    Map<String, Long> newest = new HashMap<>();
    Map<String, Integer> attempts = new HashMap<>();
    for (Delivery delivery : world.job.deliveries) {
      if (delivery.getKind() != DeliveryKind.DIRECT) {
        continue;
      }
      long id = delivery.getEvent().getEventId();
      String device = delivery.getRecipientId() + "/" + delivery.getDeviceId();
      String queue = device + "/" + delivery.getConversationId();
      if (delivery.getAttempt() == 1) {
        assertThat(id)
            .as("first attempt to %s", queue)
            .isGreaterThan(newest.getOrDefault(queue, 0L));
        newest.put(queue, id);
      }
      assertThat(delivery.getAttempt())
          .as("attempt of %s to %s", id, queue)
          .isEqualTo(attempts.merge(queue + "/" + id, 1, Integer::sum));
    }
  }

  private static void assertNothingThatIsNotOwed(World world) {
    Set<String> unowed = new HashSet<>();
    for (Delivery delivery : world.job.deliveries) {
      if (delivery.getKind() == DeliveryKind.DIRECT
          && !world
              .owed(delivery.getRecipientId(), delivery.getConversationId())
              .contains(delivery.getEvent().getEventId())) {
        unowed.add(delivery.getRecipientId() + "/" + delivery.getEvent().getEventId());
      }
    }
    assertThat(unowed).as("events delivered to users who were no members").isEmpty();
  }

  private static void assertNoDeliveryToAnOlderSession(World world) {
    Map<String, Long> newest = new HashMap<>();
    for (Delivery delivery : world.job.deliveries) {
      String device = delivery.getRecipientId() + "/" + delivery.getDeviceId();
      assertThat(delivery.getSessionEpoch())
          .as("session of %s", device)
          .isGreaterThanOrEqualTo(newest.merge(device, delivery.getSessionEpoch(), Math::max));
    }
  }

  private static void assertEmptiedMemory(World world) {
    world.job.users.forEach(
        (user, memory) -> {
          assertThat(memory.lanes().entries()).as("lanes of %s", user).isEmpty();
          assertThat(memory.events().entries()).as("events of %s", user).isEmpty();
          assertThat(memory.eventCount().get()).as("event count of %s", user).isNull();
        });
  }
}
