package io.parley.simulator.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The entries of a chat log.
 *
 * @param entries in order of time
 * @param notUtf8 the number of lines that were read as ISO 8859-1
 * @param leftOut the number of lines about neither messages nor members
 */
public record ChatLog(List<LogEntry> entries, int notUtf8, int leftOut) {

  public ChatLog {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a file. Its first character tells which of the two formats the file has.
   *
   * @throws IllegalArgumentException if the file has neither format
   */
  public static ChatLog read(Path file) throws IOException {
    ChatLog log = of(Files.readAllBytes(file));
    if (log.entries().isEmpty()) {
      throw new IllegalArgumentException(
          file
              + " has neither lines such as `[12:34] <nick> text` nor JSON lines such as"
              + " {\"at\": 1.5, \"user\": \"ann\", \"text\": \"Hello\"}");
    }
    return log;
  }

  static ChatLog of(byte[] bytes) {
    LogText text = new LogText(bytes);
    if (!text.lines().isEmpty() && text.lines().get(0).startsWith("{")) {
      return new ChatLog(new JsonLog(text.lines()).entries(), text.notUtf8(), 0);
    }
    IrcLog irc = new IrcLog(text.lines());
    return new ChatLog(irc.entries(), text.notUtf8(), irc.leftOut());
  }

  /** The time from the first to the last entry, on the log's own clock. */
  public Duration length() {
    return entries.isEmpty() ? Duration.ZERO : entries.get(entries.size() - 1).at();
  }

  /** How many lines are messages. */
  public long messages() {
    return entries.stream().filter(LogEntry.Message.class::isInstance).count();
  }
}
