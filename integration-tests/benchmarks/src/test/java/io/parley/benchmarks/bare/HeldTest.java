package io.parley.benchmarks.bare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Seen red: a later value beginning the moment anew. */
class HeldTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Held<String> held = new Held<>(Duration.ofMillis(200), nanos::get);

  @Test
  void onlyTheNewestOfAKeyGoesOnWhenTheMomentOfTheFirstIsOver() {
    held.put("a", "a1");
    after(150);
    held.put("b", "b1");
    held.put("a", "a2");
    assertThat(held.takeDue()).isEmpty();

    after(50);
    assertThat(held.takeDue()).containsExactly("a2", "b1");
    assertThat(held.takeDue()).isEmpty();
    assertThat(held.dueIn()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void valuesCanBeTakenBeforeTheyAreDue() {
    held.put("a", "a1");

    assertThat(held.take()).containsExactly("a1");
  }

  private void after(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
