package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeldEventsTest {

  @Test
  void anEventPassesAtOnceWhenNoRecordIsInside() {
    HeldEvents events = new HeldEvents();
    List<String> out = new ArrayList<>();

    events.hold(() -> out.add("watermark"));

    assertThat(out).containsExactly("watermark");
  }

  @Test
  void aRecordThatCameLaterDoesNotHoldAnEvent() {
    HeldEvents events = new HeldEvents();
    List<String> out = new ArrayList<>();
    HeldEvents.Epoch earlier = events.recordCame();
    events.hold(() -> out.add("watermark"));
    HeldEvents.Epoch later = events.recordCame();

    events.recordLeft(earlier);

    assertThat(out).containsExactly("watermark");
    events.recordLeft(later);
  }

  /** In whatever order records leave, an event comes after all records before it, and in order. */
  @Property
  void noEventOvertakesARecord(
      @ForAll @Size(max = 100) List<Boolean> isRecord, @ForAll long leavingOrder) {
    HeldEvents events = new HeldEvents();
    List<Integer> out = new ArrayList<>();
    List<Integer> inside = new ArrayList<>();
    List<HeldEvents.Epoch> epochs = new ArrayList<>();
    Random random = new Random(leavingOrder);
    for (int i = 0; i < isRecord.size(); i++) {
      int place = i;
      if (isRecord.get(i)) {
        inside.add(place);
        epochs.add(events.recordCame());
      } else {
        events.hold(() -> out.add(place));
      }
      if (random.nextBoolean()) {
        leave(events, inside, epochs, out, random);
      }
    }
    while (!inside.isEmpty()) {
      leave(events, inside, epochs, out, random);
    }

    assertThat(out).hasSameSizeAs(isRecord);
    for (int at = 0; at < out.size(); at++) {
      int place = out.get(at);
      if (!isRecord.get(place)) {
        assertThat(out.subList(0, at)).containsAll(allBefore(place));
      }
    }
  }

  private static void leave(
      HeldEvents events,
      List<Integer> inside,
      List<HeldEvents.Epoch> epochs,
      List<Integer> out,
      Random random) {
    if (!inside.isEmpty()) {
      int which = random.nextInt(inside.size());
      out.add(inside.remove(which));
      events.recordLeft(epochs.remove(which));
    }
  }

  private static List<Integer> allBefore(int place) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < place; i++) {
      all.add(i);
    }
    return all;
  }
}
