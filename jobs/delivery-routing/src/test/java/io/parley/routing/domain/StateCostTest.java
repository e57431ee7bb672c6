package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.wire.AvroBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a message costs in accesses to state, from the event to the last receipt and the timer. The
 * goal is at most 6 reads, 6 writes, no iterator and one timer for a 1:1 message with both
 * receipts, and at most 2 reads and 2 writes for each recipient in a group.
 *
 * <p>Seen red: with the table read although nothing lies in it; with a record that is written
 * though nothing has changed; with a timer for each event. Mutation testing found that nothing
 * noticed news that reads the membership of connected members.
 */
class StateCostTest {

  private final Job job = new Job();

  @Test
  void aMessageBetweenTwoPeopleWithBothReceipts() {
    job.member("ann", "bob");
    Cost before = job.cost();

    job.message(50);
    job.user("bob").delivered("phone", "c", Events.id(50));
    job.user("bob").read("phone", "c", Events.id(50));
    job.pass(10_000);

    assertThat(job.user("bob").taken()).hasSize(1);
    assertThat(job.cost().since(before)).isEqualTo(new Cost(6, 4, 0, 1));
  }

  @Test
  void aMessageThatIsAnsweredWhileTheTimerStillWaitsNeedsNoSecondTimer() {
    job.member("ann", "bob");
    Cost before = job.cost();

    for (int n = 0; n < 10; n++) {
      job.message(50 + n);
      job.user("bob").delivered("phone", "c", Events.id(50 + n));
      job.pass(400);
    }
    job.pass(10_000);

    assertThat(job.cost().since(before)).isEqualTo(new Cost(10 * 4 + 1, 10 * 3 + 1, 0, 1));
  }

  @Test
  void eachRecipientInAGroupCostsTheSameInEverySize() {
    for (int size : new int[] {10, 100, 1_000}) {
      Job group = new Job();
      group.member(
          IntStream.range(0, size).mapToObj(n -> n == 0 ? "ann" : "u" + n).toArray(String[]::new));
      Cost before = group.cost();

      group.message(5_000);

      Cost cost = group.cost().since(before);
      assertThat(cost.reads()).isEqualTo(1 + size);
      assertThat(cost.writes()).isEqualTo(1 + size - 1);
      assertThat(cost.iterations()).isZero();
      assertThat(group.packed.stream().distinct().count())
          .as("different arrays for all recipients")
          .isEqualTo(1);
    }
  }

  @Test
  void aRecipientWithManyOpenConversationsCostsAtMostTwoReadsAndTwoWrites() {
    OneUser dan = new OneUser();
    dan.connect("drawer", "g1", 1);
    dan.disconnect("drawer", "g1", 1);
    dan.connect("phone", "g1", 2);
    for (int n = 0; n < 100; n++) {
      dan.message("c" + n, n + 1);
      dan.delivered("phone", "c" + n, n + 1);
    }
    assertThat(dan.memory.overflowing()).isGreaterThan(90);
    for (int n = 0; n < 100; n++) {
      int reads = dan.memory.reads;
      int writes = dan.memory.writes;

      dan.message("c" + n, 1_000 + n);

      assertThat(dan.memory.reads - reads).isLessThanOrEqualTo(2);
      assertThat(dan.memory.writes - writes).isLessThanOrEqualTo(2);
      dan.delivered("phone", "c" + n, 1_000 + n);
    }
  }

  /** A round goes to every member of a large conversation, and most of them may be connected. */
  @Test
  void newsOfALargeConversationCostsAConnectedMemberOneRead() {
    OneUser eva = new OneUser();
    eva.connect("phone", "g1", 1);
    eva.enterLarge("big", 10, 9);
    int reads = eva.memory.reads;
    int writes = eva.memory.writes;

    eva.news("big", 20);

    assertThat(eva.memory.reads - reads).isEqualTo(1);
    assertThat(eva.memory.writes - writes).isZero();
  }

  record Cost(int reads, int writes, int iterations, int timers) {
    Cost since(Cost before) {
      return new Cost(
          reads - before.reads,
          writes - before.writes,
          iterations - before.iterations,
          timers - before.timers);
    }
  }

  /** One conversation and its members, each connected with one phone. */
  private static final class Job implements ConversationOutput {
    final Map<String, OneUser> users = new HashMap<>();
    final CountingMemory conversation = new CountingMemory();
    final List<byte[]> packed = new ArrayList<>();
    final ConversationRouter router =
        new ConversationRouter(
            conversation,
            this,
            new LargeGroupPolicy(1_000, 1_000, 60_000),
            new Pace(1_000, 0),
            new AvroBytes<>(ConversationEvent.class));

    void member(String... names) {
      router.onEvent(Events.join("c", Events.id(1), names), null, 0);
      for (String name : names) {
        user(name).connect("phone", "g1", 1);
        user(name).delivered("phone", "c", Events.id(1));
        user(name).pass(6_000);
        user(name).taken();
      }
      packed.clear();
    }

    OneUser user(String name) {
      return users.computeIfAbsent(name, OneUser::named);
    }

    void message(long n) {
      router.onEvent(Events.message("c", Events.id(n), "ann", "phone"), null, 0);
    }

    void pass(long millis) {
      users.values().forEach(user -> user.pass(millis));
    }

    Cost cost() {
      int reads = conversation.reads;
      int writes = conversation.writes;
      int iterations = conversation.iterations;
      int timers = 0;
      for (OneUser user : users.values()) {
        reads += user.memory.reads;
        writes += user.memory.writes;
        iterations += user.memory.iterations;
        timers += user.timersSet;
      }
      return new Cost(reads, writes, iterations, timers);
    }

    @Override
    public void toUser(String userId, byte[] input) {
      packed.add(input);
      user(userId).input(UserInputCodec.unpack(input));
    }

    @Override
    public void broadcast(ConversationEvent event, byte[] encoded, String traceparent) {
      throw new AssertionError("no group here is large");
    }

    @Override
    public void wakeAt(long time) {
      throw new AssertionError("no group here is large");
    }

    @Override
    public void repeated() {
      throw new AssertionError("no event comes twice here");
    }

    @Override
    public void withoutMembers() {
      throw new AssertionError("everybody is known here");
    }
  }
}
