package io.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScriptTest {

  @Test
  void aScriptIsReadAsItWasWritten() {
    Script script = Script.random(7, 50);

    assertThat(Script.parse(script.toString())).isEqualTo(script);
  }

  /** Before, a script that was saved by an editor on Windows was refused. */
  @Test
  void aByteOrderMarkBeforeTheFirstStepIsPassedOver() {
    assertThat(Script.parse("\ufeffSAY:1:2\n")).isEqualTo(Script.parse("SAY:1:2"));
    assertThat(Script.parse("\ufeff# a comment\nSAY:1:2")).isEqualTo(Script.parse("SAY:1:2"));
  }

  @Test
  void aLineThatIsNoStepIsNamed() {
    assertThatThrownBy(() -> Script.parse("SAY:1:2\nJUMP:1:2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'JUMP:1:2' is not a step. A step looks like SAY:3:17.");
    assertThatThrownBy(() -> Script.parse("SAY:1")).hasMessageContaining("'SAY:1' is not a step");
  }

  @Test
  void shrinkingLeavesOutWhatIsNotNeeded() {
    Script script = Script.random(7, 200);
    Step first = script.steps().get(20);
    Step second = script.steps().get(150);

    Script small =
        Shrinker.shrink(
            script,
            candidate -> candidate.steps().contains(first) && candidate.steps().contains(second));

    assertThat(small.steps()).containsExactly(first, second);
  }
}
