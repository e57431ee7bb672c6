package io.parley.simulator.replay;

import java.time.Duration;

/** An entry of a chat log, with nicknames as the log has them. */
sealed interface LogEntry {

  /** The time of the entry on the log's own clock, which never goes back. */
  Duration at();

  record Message(Duration at, String nick, String text) implements LogEntry {}

  record Joined(Duration at, String nick) implements LogEntry {}

  record Left(Duration at, String nick) implements LogEntry {}

  record Renamed(Duration at, String from, String to) implements LogEntry {}
}
