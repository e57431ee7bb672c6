package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {

  @Test
  void overloadHalves() {
    InFlightLimit limit = new InFlightLimit(100);

    limit.onOverload(limit.onSend());

    assertThat(limit.current()).isEqualTo(50);
  }

  @Test
  void requestsSentBeforeTheDecreaseDoNotHalveAgain() {
    InFlightLimit limit = new InFlightLimit(100);
    long first = limit.onSend();
    long second = limit.onSend();

    limit.onOverload(first);
    limit.onOverload(second);
    assertThat(limit.current()).isEqualTo(50);

    limit.onOverload(limit.onSend());
    assertThat(limit.current()).isEqualTo(25);
  }

  /** Seen red with a limit that shrinks to one: a repetition took the only place. */
  @Test
  void aPlaceIsLeftBesideARepetition() {
    InFlightLimit limit = new InFlightLimit(4);

    for (int i = 0; i < 4; i++) {
      limit.onOverload(limit.onSend());
    }

    assertThat(limit.current()).isEqualTo(2);
  }

  @Test
  void growsByOneForEachWindowOfAcknowledgements() {
    InFlightLimit limit = new InFlightLimit(100);
    limit.onOverload(limit.onSend());

    for (int i = 0; i < 51; i++) {
      limit.onAcknowledged();
    }

    assertThat(limit.current()).isEqualTo(51);
  }

  @Property
  void staysBetweenOneAndItsMaximum(
      @ForAll @IntRange(min = 1, max = 1000) int max, @ForAll List<Boolean> answers) {
    InFlightLimit limit = new InFlightLimit(max);
    for (boolean acknowledged : answers) {
      long request = limit.onSend();
      if (acknowledged) {
        limit.onAcknowledged();
      } else {
        limit.onOverload(request);
      }
      assertThat(limit.current()).isBetween(1, max);
    }
  }
}
