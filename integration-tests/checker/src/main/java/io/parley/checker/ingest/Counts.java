package io.parley.checker.ingest;

import java.util.List;

/**
 * The names of what the check counts, for the verdict. Conservation means that commands = events +
 * duplicate acks + rejected acks + dead letters.
 */
final class Counts {

  static final String COMMANDS = "commands";
  static final String EVENTS = "events";
  static final String DUPLICATE_ACKS = "acks SENT, duplicate";
  static final String REJECTED_ACKS = "acks REJECTED";
  static final String DEAD_LETTERS = "dead letters of commands";
  static final String FIRST_ACKS = "acks SENT, first";
  static final String ROWS = "rows of messages";
  static final String ABORTED_EVENTS = "events of aborted transactions";

  /** Not in {@link #ALL}: it appears only if there are such commands. */
  static final String LOST_TO_ABORTS = "lost commands, answered in aborted transactions";

  static final List<String> ALL =
      List.of(
          COMMANDS,
          EVENTS,
          DUPLICATE_ACKS,
          REJECTED_ACKS,
          DEAD_LETTERS,
          FIRST_ACKS,
          ROWS,
          ABORTED_EVENTS);

  private Counts() {}
}
