package io.parley.faults.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a wrong clock is seen in a log. Seen red: with the first line, which an earlier
 * process may have written; without the turn of the day.
 */
class LogClockTest {

  @TempDir private Path directory;

  @Test
  void aRightClockIsRight() throws IOException {
    Duration seen = shift("12:00:00.000", "2026-01-01T12:00:03Z");

    assertThat(LogClock.isAbout(Duration.ZERO, seen)).isTrue();
    assertThat(LogClock.isAbout(Duration.ofMinutes(-5), seen)).isFalse();
    assertThat(LogClock.isAbout(Duration.ofMinutes(5), seen)).isFalse();
    assertThat(LogClock.isAbout(Duration.ofHours(30), seen)).isFalse();
  }

  @Test
  void aClockThatIsAheadOrBackIsSeen() throws IOException {
    assertThat(seesShift(Duration.ofHours(2), "14:00:00.000")).isTrue();
    assertThat(seesShift(Duration.ofMinutes(-5), "11:55:00.000")).isTrue();
    assertThat(seesShift(Duration.ofHours(30), "18:00:00.000")).isTrue();
    assertThat(seesShift(Duration.ofMinutes(5), "11:55:00.000")).isFalse();
  }

  private boolean seesShift(Duration expected, String dated) throws IOException {
    return LogClock.isAbout(expected, shift(dated, "2026-01-01T12:00:03Z"));
  }

  @Test
  void midnightMayBeInBetween() throws IOException {
    Duration ahead = shift("00:30:00.000", "2026-01-01T23:30:02Z");
    Duration back = shift("23:58:00.000", "2026-01-02T00:03:02Z");

    assertThat(LogClock.isAbout(Duration.ofHours(1), ahead)).isTrue();
    assertThat(LogClock.isAbout(Duration.ofMinutes(-5), back)).isTrue();
  }

  @Test
  void aLogWithoutATimeTellsNothing() throws IOException {
    Path log = Files.writeString(directory.resolve("log"), "Picked up _JAVA_OPTIONS\n");

    assertThatThrownBy(() -> LogClock.shift(log, ZoneOffset.UTC)).isInstanceOf(IOException.class);
  }

  /** The log of a process that was started after another, which had the right clock. */
  private Duration shift(String dated, String written) throws IOException {
    Path log =
        Files.writeString(
            directory.resolve("log"),
            "03:00:00.000 INFO  [main] Earlier - started\n%s INFO  [main] Later - started\n\tat x\n"
                .formatted(dated));
    Files.setLastModifiedTime(log, FileTime.from(Instant.parse(written)));
    return LogClock.shift(log, ZoneOffset.UTC);
  }
}
