package io.parley.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A converter of the times that a person types: {@code 90s}, {@code 30m}, {@code 2h} and {@code 7d}
 * are so long ago, and {@code 2026-11-28T19:00:00Z} is itself.
 */
public final class Moment implements ITypeConverter<Instant> {

  private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhd])");

  private final Clock clock;

  /** For picocli. */
  public Moment() {
    this(Clock.systemUTC());
  }

  Moment(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    if (AGE.matcher(text).matches()) {
      return clock.instant().minus(duration(text));
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'%s' is not a time; expected an age such as 30m, 2h or 7d, or a time such as 2026-11-28T19:00:00Z"
              .formatted(text));
    }
  }

  /**
   * The length of {@code 90s}, {@code 30m}, {@code 2h} or {@code 7d}.
   *
   * @throws TypeConversionException if the text has another form
   */
  public static Duration duration(String text) {
    Matcher age = AGE.matcher(text);
    if (!age.matches()) {
      throw new TypeConversionException(
          "'%s' is not a duration; expected one such as 90s, 30m, 2h or 7d".formatted(text));
    }
    long amount = Long.parseLong(age.group(1));
    return switch (age.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
