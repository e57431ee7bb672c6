package io.parley.simulator.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parser of IRC text logs, for one log. */
final class IrcLog {

  private static final Pattern MESSAGE =
      Pattern.compile("\\[(\\d\\d):(\\d\\d)\\] <([^>]+)> ?(.*)", Pattern.DOTALL);
  private static final Pattern ACTION =
      Pattern.compile("\\[(\\d\\d):(\\d\\d)\\]  ?(\\* (\\S+) .*)", Pattern.DOTALL);
  private static final Pattern JOINED = Pattern.compile("=== (\\S+) .*\\bhas joined .*");
  private static final Pattern LEFT = Pattern.compile("=== (\\S+) .*\\bhas (?:left|quit)\\b.*");
  private static final Pattern RENAMED = Pattern.compile("=== (\\S+) is now known as (\\S+).*");

  private static final int MINUTES_OF_DAY = 24 * 60;
  private static final long MILLIS_OF_MINUTE = 60_000;

  /** An entry whose time within its minute is not known yet. */
  private record Undated(String who, String what, Kind kind) {}

  private enum Kind {
    MESSAGE,
    JOINED,
    LEFT,
    RENAMED
  }

  private final List<LogEntry> entries = new ArrayList<>();
  private final List<Undated> minute = new ArrayList<>();
  private long currentMinute = -1;
  private long firstMinute;
  private int leftOut;

  IrcLog(List<String> lines) {
    lines.forEach(this::read);
    endMinute();
  }

  private void read(String line) {
    Matcher matcher = MESSAGE.matcher(line);
    if (matcher.matches()) {
      goTo(matcher);
      minute.add(new Undated(matcher.group(3), matcher.group(4), Kind.MESSAGE));
      return;
    }
    matcher = ACTION.matcher(line);
    if (matcher.matches()) {
      goTo(matcher);
      minute.add(new Undated(matcher.group(4), matcher.group(3), Kind.MESSAGE));
      return;
    }
    matcher = RENAMED.matcher(line);
    if (matcher.matches()) {
      minute.add(new Undated(matcher.group(1), matcher.group(2), Kind.RENAMED));
      return;
    }
    matcher = JOINED.matcher(line);
    if (matcher.matches()) {
      minute.add(new Undated(matcher.group(1), "", Kind.JOINED));
      return;
    }
    matcher = LEFT.matcher(line);
    if (matcher.matches()) {
      minute.add(new Undated(matcher.group(1), "", Kind.LEFT));
      return;
    }
    leftOut++;
  }

  /**
   * Goes on to the minute of a line. A minute that lies far back is one of the next day. A minute
   * that lies a little back is treated as the present minute.
   */
  private void goTo(Matcher time) {
    long ofDay = Long.parseLong(time.group(1)) * 60 + Long.parseLong(time.group(2));
    if (currentMinute < 0) {
      currentMinute = ofDay;
      firstMinute = ofDay;
      return;
    }
    long there = currentMinute - currentMinute % MINUTES_OF_DAY + ofDay;
    if (there < currentMinute - MINUTES_OF_DAY / 2) {
      there += MINUTES_OF_DAY;
    }
    if (there > currentMinute) {
      endMinute();
      currentMinute = there;
    }
  }

  private void endMinute() {
    long begin = Math.max(0, currentMinute - firstMinute) * MILLIS_OF_MINUTE;
    for (int i = 0; i < minute.size(); i++) {
      entries.add(dated(Duration.ofMillis(begin + MILLIS_OF_MINUTE * i / minute.size()), i));
    }
    minute.clear();
  }

  private LogEntry dated(Duration at, int index) {
    Undated entry = minute.get(index);
    return switch (entry.kind()) {
      case MESSAGE -> new LogEntry.Message(at, entry.who(), entry.what());
      case JOINED -> new LogEntry.Joined(at, entry.who());
      case LEFT -> new LogEntry.Left(at, entry.who());
      case RENAMED -> new LogEntry.Renamed(at, entry.who(), entry.what());
    };
  }

  List<LogEntry> entries() {
    return entries;
  }

  /** The number of lines that are neither messages nor changes of members. */
  int leftOut() {
    return leftOut;
  }
}
