package io.parley.routing.conversation;

import static io.parley.routing.Events.id;
import static io.parley.routing.Events.join;
import static io.parley.routing.Events.leave;
import static io.parley.routing.Events.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.routing.TracedEvent;
import io.parley.routing.device.LargeConversationNotice;
import io.parley.routing.device.Nudge;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConversationRouterTest {

  private final PlainConversationMemory memory = new PlainConversationMemory();
  private final List<String> out = new ArrayList<>();
  private final ConversationRouter router =
      new ConversationRouter(
          memory,
          new Recording(),
          new LargeGroupPolicy(10, new NudgePolicy(Duration.ofMinutes(1), 1_000)),
          new NudgePace(1_000));

  @Test
  void anEventGoesToEachMemberOnce() {
    assertThat(after(join("c1", id(1), "ann", "bob"))).containsExactly("1 to ann", "1 to bob");
    assertThat(after(message("c1", id(2), "ann", "phone"))).containsExactly("2 to ann", "2 to bob");
  }

  @Test
  void whatIsAtOrBelowTheHighWaterMarkIsDropped() {
    after(join("c1", id(1), "ann"));
    after(message("c1", id(2), "ann", "phone"));

    assertThat(after(join("c1", id(1), "ann"))).containsExactly("repeated");
    assertThat(after(message("c1", id(2), "ann", "phone"))).containsExactly("repeated");
  }

  @Test
  void whoLeavesGetsTheEventOfLeavingAndNothingAfter() {
    after(join("c1", id(1), "ann", "bob"));

    assertThat(after(leave("c1", id(2), "bob"))).containsExactly("2 to ann", "2 to bob");
    assertThat(after(message("c1", id(3), "ann", "phone"))).containsExactly("3 to ann");
  }

  @Test
  void aConversationAboveTheThresholdIsBroadcastOnce() {
    after(join("c1", id(1), users(10)));

    assertThat(after(join("c1", id(2), "u10")))
        .contains("2 broadcast", "2 to u10", "u0 enters at 2", "u10 enters at 2")
        .hasSize(2 + 11);
    assertThat(after(message("c1", id(3), "u1", "phone"))).containsExactly("3 broadcast");
  }

  @Test
  void whoJoinsOrLeavesALargeConversationGetsTheEventDirectly() {
    after(join("c1", id(1), users(20)));

    assertThat(after(join("c1", id(2), "zoe")))
        .containsExactly("2 broadcast", "2 to zoe", "zoe enters at 2");
    assertThat(after(leave("c1", id(3), "zoe")))
        .containsExactly("3 broadcast", "3 to zoe", "zoe exits at 3");
  }

  @Test
  void aLargeConversationBecomesSmallOnlyWhenATenthOfTheThresholdHasLeft() {
    after(join("c1", id(1), users(11)));

    after(leave("c1", id(2), "u0"));
    assertThat(after(message("c1", id(3), "u1", "phone"))).containsExactly("3 broadcast");

    assertThat(after(leave("c1", id(4), "u1"))).contains("4 broadcast", "u2 exits at 4");
    assertThat(after(message("c1", id(5), "u2", "phone"))).hasSize(9).contains("5 to u2");
  }

  @Test
  void joiningTwiceAndLeavingUnknownDoNotFalsifyTheCount() {
    after(join("c1", id(1), "ann"));
    after(join("c1", id(2), "ann"));
    after(leave("c1", id(3), "nobody"));

    assertThat(memory.conversation().get()).isEqualTo(new ConversationRecord(id(3), 1, false));
  }

  private static String[] users(int count) {
    return IntStream.range(0, count).mapToObj(i -> "u" + i).toArray(String[]::new);
  }

  private List<String> after(ConversationEvent event) {
    out.clear();
    router.onEvent(new TracedEvent(event, null), Events.START);
    return out.stream().sorted().toList();
  }

  private final class Recording implements ConversationOutput {

    @Override
    public void toUser(String userId, TracedEvent event) {
      out.add(number(event.id()) + " to " + userId);
    }

    @Override
    public void toUser(LargeConversationNotice notice) {
      out.add(
          notice.userId()
              + (notice.entered() ? " enters at " : " exits at ")
              + number(notice.eventId()));
    }

    @Override
    public void broadcast(TracedEvent event) {
      out.add(number(event.id()) + " broadcast");
    }

    @Override
    public void nudge(String userId, Nudge nudge) {}

    @Override
    public void wakeAt(long time) {}

    @Override
    public void repeated() {
      out.add("repeated");
    }

    private long number(long id) {
      return Snowflake.unixMillis(id) - Events.START;
    }
  }
}
