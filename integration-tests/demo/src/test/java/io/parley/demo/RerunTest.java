package io.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RerunTest {

  @Test
  void addsTheSeedThatWasDrawn() {
    assertThat(Rerun.command(List.of("demo", "--users", "10", "--no-kill"), Map.of("--seed", "42")))
        .isEqualTo("./parley demo --users 10 --no-kill --seed 42");
  }

  @Test
  void leavesASeedThatWasGiven() {
    assertThat(Rerun.command(List.of("demo", "--seed=42"), Map.of("--seed", "42")))
        .isEqualTo("./parley demo --seed=42");
  }

  @Test
  void quotesWhatAShellWouldTakeApart() {
    assertThat(Rerun.command(List.of("demo", "--replay", "Bob's log.txt"), Map.of("--seed", "1")))
        .isEqualTo("./parley demo --replay 'Bob'\\''s log.txt' --seed 1");
  }
}
