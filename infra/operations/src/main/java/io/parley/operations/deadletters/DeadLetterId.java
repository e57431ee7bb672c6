package io.parley.operations.deadletters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a dead letter: its place in the topic of dead letters, as {@code 3@17}. */
record DeadLetterId(int partition, long offset) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

  /**
   * Parses {@code partition@offset}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  static DeadLetterId parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' does not name a dead letter; expected PARTITION@OFFSET, such as 3@17"
              .formatted(text));
    }
    return new DeadLetterId(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)));
  }

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
