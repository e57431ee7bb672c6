package io.parley.faults.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.faults.NotStruck;
import io.parley.faults.PromiseBroken;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Tests that a dead letter of a record within its bounds breaks the promise, and that times that
 * came late prove nothing. Seen red: letters beyond the expected ones were only noted.
 */
class InputBoundsTest {

  private final DeadLetters expected = new DeadLetters();
  private final DeadLetters found = new DeadLetters();

  @Test
  void aDeadLetterOfARecordWithinItsBoundsBreaksThePromise() {
    add(expected, "11 min ahead");
    add(found, "11 min ahead");
    assertThatCode(() -> InputBounds.demandNoOthers(found, expected)).doesNotThrowAnyException();

    add(found, "9 min ahead");
    assertThatThrownBy(() -> InputBounds.demandNoOthers(found, expected))
        .isInstanceOf(PromiseBroken.class)
        .hasMessageContaining("routing of chat.gateways: TIMESTAMP_OUT_OF_RANGE=1");
  }

  @Test
  void aDeadLetterThatCameTwiceBreaksThePromise() {
    add(expected, "11 min ahead");
    add(found, "11 min ahead");
    add(found, "11 min ahead");

    assertThatThrownBy(() -> InputBounds.demandNoOthers(found, expected))
        .isInstanceOf(PromiseBroken.class);
  }

  @Test
  void timesThatReachTheBrokerLateProveNothing() {
    assertThatCode(() -> InputBounds.demandWritten(Duration.ofSeconds(59)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> InputBounds.demandWritten(Duration.ofSeconds(60)))
        .isInstanceOf(NotStruck.class);
  }

  private static void add(DeadLetters letters, String value) {
    letters.add("routing", Topics.GATEWAYS, "TIMESTAMP_OUT_OF_RANGE", value.getBytes(UTF_8));
  }
}
