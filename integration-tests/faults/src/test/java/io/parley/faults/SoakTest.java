package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.simulator.Act;
import io.parley.simulator.SmallTalk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests what a soak draws from, and what it makes of faults that do not strike. */
class SoakTest {

  private static final List<Fault> FAULTS = Soak.faults();

  @Test
  void killsFreezesAndCutsAreDrawn() {
    assertThat(FAULTS)
        .extracting(Fault::name)
        .contains("kill-taskmanager", "crash-everything", "pause-kafka", "cql-connections-cut")
        .hasSizeGreaterThan(20);
  }

  /** Seen red: all three were drawn. */
  @Test
  void whatAFullMachineDecidesAndWhatMayReachALimitIsNotDrawn() {
    assertThat(FAULTS)
        .extracting(Fault::name)
        .doesNotContain("garbage", "input-bounds", "older-savepoint");
  }

  /** Seen red: the talk was over after a day, and a soak of more messages waited for ever. */
  @Test
  void peopleNeverStopTalking() {
    double everyThreeHours = 1e-4;
    SmallTalk talk = new Load(SmallTalk.LEAST_USERS, everyThreeHours).talk(7);

    Optional<Act> act = talk.next();
    for (int said = 1; said < 100; said++) {
      act = talk.next();
    }

    assertThat(act)
        .map(Act::at)
        .hasValueSatisfying(at -> assertThat(at).isGreaterThan(Duration.ofDays(3)));
  }

  /** Seen red: the exception ended the soak. */
  @Test
  void aFaultThatDidNotStrikeIsNotedAndTheSoakGoesOn() throws Exception {
    assertThat(marksOf(new Ending("missed", new NotStruck("nothing was there"))))
        .singleElement()
        .asString()
        .contains("missed", "nothing was there");
  }

  /** Seen red: the soak ended as skipped, with exit code 0 and no verdict. */
  @Test
  void aFaultWhoseToolIsMissingIsNotedAndTheSoakGoesOn() throws Exception {
    assertThat(marksOf(new Ending("out-of-file-handles", new Skipped("needs prlimit"))))
        .containsExactly("out-of-file-handles: needs prlimit");
  }

  /** Seen red: faults that missed, or lacked a tool, left a mark and no count. */
  @Test
  void whatCameOfEachFaultIsCounted() throws Exception {
    FaultRun run = run();

    Soak.inflict(new Harmless("kill-kafka"), run);
    Soak.inflict(new Harmless("pause-kafka"), run);
    Soak.inflict(new Ending("missed", new NotStruck("nothing was there")), run);
    Soak.inflict(new Ending("out-of-file-handles", new Skipped("needs prlimit")), run);

    assertThat(run.strikes().toMap())
        .containsExactlyInAnyOrderEntriesOf(Map.of("struck", 2L, "missed", 1L, "skipped", 1L));
    assertThatCode(() -> run.strikes().demandOne()).doesNotThrowAnyException();
  }

  /** Seen red: the soak passed, although it had shown nothing. */
  @Test
  void aSoakInWhichNoFaultStruckIsNoProof() throws Exception {
    FaultRun run = run();
    Soak.inflict(new Ending("missed", new NotStruck("nothing was there")), run);

    assertThatThrownBy(() -> new Soak(5, any -> 5).inflict(run))
        .isInstanceOf(NotStruck.class)
        .hasMessageContaining("1 missed, 0 were skipped and none struck");
  }

  @Test
  void aSoakIsOverWhenItsMessagesAreStoredAndAFaultHasStruck() throws Exception {
    FaultRun run = run();
    Soak.inflict(new Harmless("kill-kafka"), run);

    new Soak(5, any -> 5).inflict(run);

    assertThat(run.timeline())
        .extracting(Timeline.Mark::what)
        .containsExactly(
            "5 messages are stored", "what came of the faults: {missed=0, skipped=0, struck=1}");
  }

  private static FaultRun run() {
    return new FaultRun(null, null, null, mark -> {});
  }

  private static List<String> marksOf(Fault fault) throws Exception {
    FaultRun run = run();
    Soak.inflict(fault, run);
    return run.timeline().stream().map(Timeline.Mark::what).toList();
  }

  private record Harmless(String name) implements Fault {
    @Override
    public String what() {
      return "Nothing.";
    }

    @Override
    public void inflict(FaultRun run) {
      // Nothing is damaged.
    }
  }

  private record Ending(String name, RuntimeException end) implements Fault {
    @Override
    public String what() {
      return "Nothing.";
    }

    @Override
    public void inflict(FaultRun run) {
      throw end;
    }
  }

  @Test
  void allOfThemFitOnOneStackAndMustHold() {
    assertThat(FAULTS)
        .allSatisfy(
            fault -> {
              assertThat(fault.requirements().ownStack()).as(fault.name()).isFalse();
              assertThat(fault.requirements().jobOptions()).as(fault.name()).isEmpty();
              assertThat(fault.expectation()).as(fault.name()).isEqualTo(Expectation.holds());
            });
  }
}
