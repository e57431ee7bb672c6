package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** Tests the times that a person may type. */
class MomentTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final Moment moment = new Moment(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void anAgeIsSoLongAgo() {
    assertThat(moment.convert("90s")).isEqualTo("2026-11-28T11:58:30Z");
    assertThat(moment.convert("30m")).isEqualTo("2026-11-28T11:30:00Z");
    assertThat(moment.convert("2h")).isEqualTo("2026-11-28T10:00:00Z");
    assertThat(moment.convert("7d")).isEqualTo("2026-11-21T12:00:00Z");
  }

  @Test
  void aTimeIsItself() {
    assertThat(moment.convert("2026-11-01T00:00:00Z")).isEqualTo("2026-11-01T00:00:00Z");
  }

  @Test
  void anythingElseIsRefusedWithAnExample() {
    assertThatThrownBy(() -> moment.convert("yesterday"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'yesterday' is not a time")
        .hasMessageContaining("30m");
  }
}
