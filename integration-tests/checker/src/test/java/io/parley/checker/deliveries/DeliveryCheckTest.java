package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.checker.history.Seen;
import io.parley.checker.sort.Scratch;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The check of deliveries finds what is broken, and only that. */
class DeliveryCheckTest {

  static {
    AvroSafety.apply();
  }

  /** One way to break a history: by one more delivery at its end, or by taking some away. */
  enum Corruption {
    TO_SOMEBODY_WHO_HAS_LEFT(
        history ->
            history.append(copy(last(history)).setRecipientId("bob").setDeviceId("new").build()),
        Violation.MISDELIVERED),
    TO_SOMEBODY_BEFORE_HE_JOINED(
        history ->
            history.append(
                copy(history.deliveries.get(0)).setRecipientId("bob").setDeviceId("new").build()),
        Violation.MISDELIVERED),
    WITH_OTHER_CONTENT(
        history -> {
          Delivery delivery = last(history);
          ConversationEvent other =
              ConversationEvent.newBuilder(delivery.getEvent()).setClientMessageId("x").build();
          history.append(Delivery.newBuilder(delivery).setAttempt(9).setEvent(other).build());
        },
        Violation.MISDELIVERED),
    A_FIRST_ATTEMPT_AFTER_THAT_OF_A_LATER_EVENT(
        history -> {
          Delivery earlier = last(history);
          history.send();
          history.append(earlier);
        },
        Violation.DELIVERED_OUT_OF_TURN),
    AN_ATTEMPT_TWICE(history -> history.append(last(history)), Violation.DELIVERED_OUT_OF_TURN),
    TO_AN_OLD_EPOCH(
        history -> history.append(copy(last(history)).setSessionEpoch(0L).build()),
        Violation.STALE_EPOCH),
    NEVER_TO_A_DEVICE(RecordedDeliveries::forget, Violation.UNDELIVERED);

    private final Consumer<RecordedDeliveries> action;
    private final Violation mustBeFound;

    Corruption(Consumer<RecordedDeliveries> action, Violation mustBeFound) {
      this.action = action;
      this.mustBeFound = mustBeFound;
    }

    private static Delivery last(RecordedDeliveries history) {
      return history.deliveries.get(history.deliveries.size() - 1).value().orElseThrow();
    }

    private static Delivery.Builder copy(Delivery delivery) {
      return Delivery.newBuilder(delivery);
    }

    private static Delivery.Builder copy(Seen<Delivery> seen) {
      return copy(seen.value().orElseThrow());
    }
  }

  @Property(tries = 100, seed = "7", shrinking = ShrinkingMode.OFF)
  void findsNothingInAFaultlessHistory(@ForAll long seed) {
    Verdict verdict = check(new RecordedDeliveries(seed, 60));
    verdict.assertHolds();
    assertThat(verdict.counts().values()).allMatch(count -> count > 0);
  }

  @Property(tries = 100, seed = "7", shrinking = ShrinkingMode.OFF)
  void findsEachCorruptionAsWhatItIs(@ForAll long seed, @ForAll Corruption corruption) {
    RecordedDeliveries history = new RecordedDeliveries(seed, 60);
    corruption.action.accept(history);
    Verdict verdict = check(history);
    assertThat(verdict.violations()).as(verdict.table()).containsExactly(corruption.mustBeFound);
  }

  private static Verdict check(RecordedDeliveries history) {
    try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), 50)) {
      return new Checker(scratch).deliveries(history).verdict();
    }
  }
}
