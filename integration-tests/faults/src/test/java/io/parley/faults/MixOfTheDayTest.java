package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that each short fault that shares a stack has its day. */
class MixOfTheDayTest {

  /** Each takes two minutes or more. */
  private static final Set<String> LONG =
      Set.of(
          "backlog-after-restart",
          "cql-frozen-600",
          "cql-frozen-90",
          "epoch-rollover",
          "kill-taskmanager-20",
          "rolling-restart",
          "short-backlog-after-restart",
          "topic-held-back",
          "large-groups");

  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

  @Test
  void eachShortFaultThatSharesAStackHasItsDay() {
    Set<Fault> drawn =
        Stream.iterate(DAY, day -> day.plusDays(1))
            .limit(MixOfTheDay.all().size())
            .flatMap(day -> MixOfTheDay.of(day).stream())
            .collect(Collectors.toSet());

    assertThat(drawn)
        .containsExactlyInAnyOrderElementsOf(
            Catalogue.all().stream()
                .filter(fault -> !fault.requirements().ownStack())
                .filter(fault -> !LONG.contains(fault.name()))
                .toList());
  }

  @Test
  void theFaultsOfADayShareAStackAndAreFew() {
    for (List<Fault> mix : MixOfTheDay.all()) {
      assertThat(mix).hasSizeBetween(1, 3);
      assertThat(mix).extracting(Fault::requirements).containsOnly(mix.get(0).requirements());
    }
  }

  @Test
  void whatTakesMinutesIsLong() {
    assertThat(Catalogue.all().stream().filter(Fault::isLong).map(Fault::name))
        .containsExactlyInAnyOrderElementsOf(LONG);
  }
}
