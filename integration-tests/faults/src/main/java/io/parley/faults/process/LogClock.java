package io.parley.faults.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How wrong the clock of a process is, by the newest line of its log, which bears a time of the
 * day, and the time at which the file was written, which is the kernel's. So it tells nothing of
 * whole days.
 */
final class LogClock {

  private static final Pattern TIME = Pattern.compile("^(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) ");
  private static final Duration DAY = Duration.ofDays(1);

  /** Between the dating of a line and the look at the file. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private LogClock() {}

  /**
   * The log's clock minus the right one, from 0 to 24 h.
   *
   * @param zone of the process
   * @throws IOException also if no line bears a time
   */
  static Duration shift(Path log, ZoneId zone) throws IOException {
    try (Stream<String> lines = Files.lines(log, ISO_8859_1)) {
      LocalTime dated =
          lines
              .map(TIME::matcher)
              .filter(Matcher::find)
              .reduce((earlier, later) -> later)
              .map(time -> LocalTime.parse(time.group(1)))
              .orElseThrow(() -> new IOException("No line of " + log + " begins with a time"));
      LocalTime written = Files.getLastModifiedTime(log).toInstant().atZone(zone).toLocalTime();
      return ofTheDay(Duration.between(written, dated));
    }
  }

  /** Whether two shifts are the same, but for whole days and the time that a look takes. */
  static boolean isAbout(Duration expected, Duration seen) {
    Duration apart = ofTheDay(seen.minus(expected));
    return apart.compareTo(TOLERANCE) <= 0 || apart.compareTo(DAY.minus(TOLERANCE)) >= 0;
  }

  private static Duration ofTheDay(Duration shift) {
    return Duration.ofMillis(Math.floorMod(shift.toMillis(), DAY.toMillis()));
  }
}
