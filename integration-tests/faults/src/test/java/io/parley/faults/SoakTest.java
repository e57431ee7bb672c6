package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests what a soak draws from. */
class SoakTest {

  private static final List<Fault> FAULTS = Soak.faults();

  @Test
  void killsFreezesAndCutsAreDrawn() {
    assertThat(FAULTS)
        .extracting(Fault::name)
        .contains("kill-taskmanager", "crash-everything", "pause-kafka", "cql-connections-cut")
        .hasSizeGreaterThan(20);
  }

  /** Seen red: the exception ended the soak. */
  @Test
  void aFaultThatDidNotStrikeIsNotedAndTheSoakGoesOn() throws Exception {
    FaultRun run = new FaultRun(null, null, null, mark -> {});
    Fault missed =
        new Fault() {
          @Override
          public String name() {
            return "missed";
          }

          @Override
          public String what() {
            return "Nothing.";
          }

          @Override
          public void inflict(FaultRun at) {
            throw new NotStruck("nothing was there");
          }
        };

    Soak.inflict(missed, run);

    assertThat(run.timeline())
        .extracting(Timeline.Mark::what)
        .singleElement()
        .asString()
        .contains("missed", "nothing was there");
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
