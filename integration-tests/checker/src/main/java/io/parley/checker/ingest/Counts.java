package io.parley.checker.ingest;

import java.util.List;

/**
 * What the verdict says was looked at. Conservation reads: commands = events + duplicate acks +
 * rejected acks + dead letters.
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
